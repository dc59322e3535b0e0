// The first features of a GeoJSON text that may be cut off anywhere: their properties as rows of cells.

type Properties = ReadonlyMap<string, string>;

/**
 * Properties of up to `most` features: of a FeatureCollection, of an array of features, or of features one after
 * another. The text may end in the middle of a feature, which is then left out.
 */
export function featureProperties(text: string, most: number): Properties[] {
  const list = /"features"\s*:\s*\[/.exec(text);
  const found: Properties[] = [];
  for (const part of wholeObjects(list === null ? text : text.slice(list.index + list[0].length))) {
    const properties = propertiesOf(part);
    if (properties !== null) found.push(properties);
    if (found.length >= most) break;
  }
  return found;
}

/** The outermost {...} of a text, one after another. Braces within quotes do not count. */
function* wholeObjects(text: string): Generator<string> {
  let depth = 0;
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign === '\\') at++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === '{') {
      if (depth === 0) start = at;
      depth++;
    } else if (sign === '}') {
      depth--;
      if (depth === 0) yield text.slice(start, at + 1);
    }
  }
}

function propertiesOf(text: string): Properties | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.type !== 'Feature') return null;
  const properties = isObject(value.properties) ? value.properties : {};
  return new Map(Object.entries(properties).map(([name, cell]) => [name, cellText(cell)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
