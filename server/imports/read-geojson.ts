// GeoJSON → rows, one feature at a time: a FeatureCollection, an array of features, or features one after another
// (newline-delimited). Properties are the columns.
import { pipeline, type Readable } from 'node:stream';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { streamValues } from 'stream-json/streamers/stream-values.js';
import { Problem } from '../problem.ts';
import { type FileGeometry, type FileRow, rowOfValues } from './file-row.ts';
import { badFile, type FileScan, openBytes } from './open-file.ts';

/** Reads the features of a GeoJSON file. Throws Problem `bad-file` when it is not JSON or holds no features. */
export async function* readGeojson(path: string, scan: FileScan): AsyncGenerator<FileRow> {
  const head = scan.head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (head === '') throw new Problem('bad-file', { detail: 'Tệp rỗng', detailEn: 'The file is empty' });
  let line = 0;
  for await (const value of jsonItems(await openBytes(path), head)) {
    line++;
    yield featureRow(value, line);
  }
}

async function* jsonItems(bytes: Readable, head: string): AsyncGenerator<unknown> {
  const isCollection = /"features"\s*:\s*\[/.test(head) || /"type"\s*:\s*"FeatureCollection"/.test(head);
  const stages = head.startsWith('[')
    ? pipeline(bytes, parser.asStream(), streamArray.asStream(), () => {})
    : isCollection
      ? pipeline(
          bytes,
          parser.asStream(),
          pick.asStream({ filter: 'features' }),
          streamArray.asStream(),
          () => {},
        )
      : pipeline(bytes, parser.asStream({ jsonStreaming: true }), streamValues.asStream(), () => {});
  yield* itemValues(stages);
}

/** Values of the items of a stream-json pipeline. Throws Problem `bad-file` where the JSON breaks. */
export async function* itemValues(stages: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    for await (const item of stages) {
      if (typeof item === 'object' && item !== null && 'value' in item) yield item.value;
    }
  } catch (error) {
    throw error instanceof Problem ? error : badFile(error);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function featureRow(value: unknown, line: number): FileRow {
  if (!isRecord(value) || value.type !== 'Feature') {
    throw new Problem('bad-file', {
      detail: `Phần tử thứ ${line} không phải là Feature của GeoJSON`,
      detailEn: `Item ${line} is not a GeoJSON Feature`,
    });
  }
  const properties = isRecord(value.properties) ? value.properties : {};
  const row = rowOfValues(line, { ...otherTags(properties.other_tags), ...properties });
  const geometry = fileGeometry(value.geometry);
  const ownKey = value.id === undefined || value.id === null ? undefined : String(value.id);
  return { ...row, ...(geometry && { geometry }), ...(ownKey !== undefined && { ownKey }) };
}

/** The geometry of a feature, or undefined when it has none. Coordinates are checked later, by the mapping. */
export function fileGeometry(value: unknown): FileGeometry | undefined {
  if (!isRecord(value) || typeof value.type !== 'string') return undefined;
  return { type: value.type, coordinates: value.coordinates };
}

/** GDAL packs the tags of OpenStreetMap it has no column for into one text, `"lanes"=>"2","lit"=>"yes"`. */
function otherTags(text: unknown): Record<string, string> {
  if (typeof text !== 'string') return {};
  const tags: Record<string, string> = {};
  for (const [, key, value] of text.matchAll(/"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"/g)) {
    if (key !== undefined && value !== undefined) tags[key] = value.replace(/\\(.)/g, '$1');
  }
  return tags;
}
