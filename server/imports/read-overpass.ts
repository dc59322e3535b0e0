// Overpass JSON (`out body` and `out skel`, or `out geom`) → nodes, ways and relations.
import { pipeline } from 'node:stream';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { z } from 'zod';
import { badFile, openBytes } from './open-file.ts';
import { emptyOsmData, type OsmData } from './osm-data.ts';
import { itemValues } from './read-geojson.ts';

const Place = z.object({ lat: z.number(), lon: z.number() });
const Element = z.object({
  type: z.string(),
  id: z.number().transform(String),
  lat: z.number().optional(),
  lon: z.number().optional(),
  tags: z.record(z.string(), z.string()).default({}),
  nodes: z.array(z.number().transform(String)).default([]),
  geometry: z.array(Place.nullable()).optional(),
  members: z
    .array(z.object({ type: z.string(), ref: z.number().transform(String), role: z.string() }))
    .default([]),
});

/** Reads an Overpass reply. Throws Problem `bad-file` when it is not one. */
export async function readOverpass(path: string): Promise<OsmData> {
  const data = emptyOsmData();
  const stages = pipeline(
    await openBytes(path),
    parser.asStream(),
    pick.asStream({ filter: 'elements' }),
    streamArray.asStream(),
    () => {},
  );
  for await (const value of itemValues(stages)) {
    const read = Element.safeParse(value);
    if (!read.success) throw badFile(`not an Overpass element: ${read.error.issues[0]?.path.join('.')}`);
    const { type, id, lat, lon, tags, nodes, geometry, members } = read.data;
    if (type === 'node' && lat !== undefined && lon !== undefined) {
      data.coordinates.set(id, [lon, lat]);
      if (Object.keys(tags).length > 0) data.nodes.push({ id, tags });
    }
    if (type === 'way') {
      for (const [index, place] of (geometry ?? []).entries()) {
        const node = nodes[index];
        if (place && node !== undefined) data.coordinates.set(node, [place.lon, place.lat]);
      }
      data.ways.push({ id, tags, nodes });
    }
    if (type === 'relation') {
      const ways = members.filter((member) => member.type === 'way');
      data.relations.push({ id, tags, members: ways.map(({ ref, role }) => ({ way: ref, role })) });
    }
  }
  return data;
}
