// OpenStreetMap XML → its nodes, ways and relations, by events, so that the text is never held whole.
import sax from 'sax';
import { badFile, openBytes } from './open-file.ts';
import { emptyOsmData, type OsmData } from './osm-data.ts';

/** Reads an .osm file (plain or gzip). Throws Problem `bad-file` when it is not XML of OpenStreetMap. */
export async function readOsmXml(path: string): Promise<OsmData> {
  const data = emptyOsmData();
  const parser = sax.parser(true, {});
  let root = '';
  let failure: Error | undefined;
  let id = '';
  let tags: Record<string, string> = {};
  let nodes: string[] = [];
  let members: { way: string; role: string }[] = [];
  parser.onerror = (error) => {
    failure ??= error;
  };
  parser.onopentag = ({ name, attributes }) => {
    if (root === '') root = name;
    const text = (key: string): string => String(attributes[key] ?? '');
    switch (name) {
      case 'node':
      case 'way':
      case 'relation':
        id = text('id');
        tags = {};
        nodes = [];
        members = [];
        if (name === 'node') data.coordinates.set(id, [Number(text('lon')), Number(text('lat'))]);
        break;
      case 'tag':
        tags[text('k')] = text('v');
        break;
      case 'nd':
        nodes.push(text('ref'));
        break;
      case 'member':
        if (text('type') === 'way') members.push({ way: text('ref'), role: text('role') });
        break;
      default:
    }
  };
  parser.onclosetag = (name) => {
    if (name === 'node' && Object.keys(tags).length > 0) data.nodes.push({ id, tags });
    if (name === 'way') data.ways.push({ id, tags, nodes });
    if (name === 'relation') data.relations.push({ id, tags, members });
  };
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await openBytes(path)) {
      if (chunk instanceof Buffer) parser.write(decoder.decode(chunk, { stream: true }));
      if (failure) break;
    }
    if (!failure) parser.close();
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error(String(error));
  }
  if (failure) throw badFile(failure);
  if (root !== 'osm') throw badFile(`<osm> expected, <${root}> found`);
  return data;
}
