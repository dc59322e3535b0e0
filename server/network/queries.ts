// The road network as typed arrays, read in the order of edge ids.
import type { Knex } from 'knex';
import { RoadClass } from '../../contract/codes.ts';
import type { BoundingBox } from '../../contract/geometry.ts';
import type { KmPlace } from '../../contract/road.ts';
import { inBatches } from '../db/batches.ts';
import type { EdgeInput } from './graph.ts';
import type { PlaceOnRoad, PostPlace } from './km-places.ts';
import type { RoadNetwork } from './road-network.ts';

type EdgeRow = {
  class: RoadClass;
  road: string | null;
  walkable: boolean;
  lengthMetres: number;
  ends: [number, number, number, number];
  path: Buffer;
};

/** Coordinates are kept to a centimetre in the metric frame, so that both databases give the same numbers. */
export function roundCentimetre(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Letters and digits of a road's number: "QL.1A", "ql 1a" and "QL1A" are one road. */
const plainRef = (column: string) => `upper(regexp_replace(${column}, '[^[:alnum:]]', '', 'g'))`;

/**
 * Reads all road edges, those of one number, or those that touch a box in degrees. `metricSrid` is the territory's plane;
 * node identity is the ends in 1e-7 degree.
 */
export async function readRoadNetwork(
  tx: Knex.Transaction,
  metricSrid: number,
  { ref, box }: { ref?: string; box?: BoundingBox } = {},
): Promise<RoadNetwork> {
  const [west, south, east, north] = box ?? [0, 0, 0, 0];
  const ofRef = ref === undefined ? 'true' : `${plainRef('ref')} = ${plainRef(':ref')}`;
  const inBox =
    box === undefined
      ? 'true'
      : 'path && ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)';
  const wanted = `where ${ofRef} and ${inBox}`;
  const bindings = { metricSrid, ref: ref ?? '', west, south, east, north };
  const { rows: sizes } = await tx.raw<{ rows: { edges: number; vertices: number }[] }>(
    `select count(*) as edges, coalesce(sum(ST_NPoints(path)), 0) as vertices from road_edge ${wanted}`,
    bindings,
  );
  const { edges: count, vertices } = sizes[0] ?? { edges: 0, vertices: 0 };
  const edges: EdgeInput = {
    lengthMetres: new Float64Array(count),
    pathXy: new Float64Array(vertices * 2),
    pathStart: new Int32Array(count + 1),
    ends: new Int32Array(count * 4),
    roadClass: new Uint8Array(count),
    walkable: new Uint8Array(count),
  };
  const keyOf = new Map<string, number>();
  const roadKey = new Int32Array(count);
  const names: string[] = [];
  let edge = 0;
  let vertex = 0;
  const query = tx.raw(
    `select class, coalesce(nullif(ref, ''), nullif(name, '')) as road, walkable, length_m as "lengthMetres",
            array[round(ST_X(ST_StartPoint(path))::numeric * 10000000), round(ST_Y(ST_StartPoint(path))::numeric * 10000000),
                  round(ST_X(ST_EndPoint(path))::numeric * 10000000), round(ST_Y(ST_EndPoint(path))::numeric * 10000000)]::int[] as ends,
            ST_AsBinary(ST_Transform(path, :metricSrid::int), 'NDR') as path
       from road_edge ${wanted} order by id`,
    bindings,
  );
  for await (const rows of inBatches<EdgeRow>(tx, query)) {
    for (const row of rows) {
      edges.lengthMetres[edge] = row.lengthMetres;
      edges.ends.set(row.ends, edge * 4);
      edges.roadClass[edge] = RoadClass.options.indexOf(row.class);
      edges.walkable[edge] = row.walkable ? 1 : 0;
      edges.pathStart[edge] = vertex;
      const points = row.path.readUInt32LE(5);
      for (let i = 0; i < points; i++, vertex++) {
        edges.pathXy[vertex * 2] = roundCentimetre(row.path.readDoubleLE(9 + i * 16));
        edges.pathXy[vertex * 2 + 1] = roundCentimetre(row.path.readDoubleLE(17 + i * 16));
      }
      const text = row.road ?? `class ${row.class}`;
      let key = keyOf.get(text);
      if (key === undefined) {
        key = keyOf.size;
        keyOf.set(text, key);
        names.push(row.road ?? '');
      }
      roadKey[edge++] = key;
    }
  }
  edges.pathStart[count] = vertex;
  return { edges, roadNames: names, roadKey };
}

/** Posts of a road in the metric frame. */
export async function listKmPosts(
  tx: Knex.Transaction,
  ref: string,
  metricSrid: number,
): Promise<PostPlace[]> {
  const { rows } = await tx.raw<{ rows: PostPlace[] }>(
    `select road_part as part, nominal_m as "nominalMetres", ST_X(ST_Transform(location, :metricSrid::int)) as x,
            ST_Y(ST_Transform(location, :metricSrid::int)) as y
       from km_post where ${plainRef('road_ref')} = ${plainRef(':ref')} order by road_part, nominal_m`,
    { ref, metricSrid },
  );
  return rows;
}

/** Places of the metric frame as points of WGS 84, in the same order. */
export async function toLonLat(
  tx: Knex.Transaction,
  places: readonly PlaceOnRoad[],
  metricSrid: number,
): Promise<KmPlace[]> {
  const { rows } = await tx.raw<{ rows: Pick<KmPlace, 'location'>[] }>(
    `select ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_MakePoint(x, y), :metricSrid::int), 4326), 6)::json as location
       from unnest(:xs::float8[], :ys::float8[]) with ordinality as p (x, y, ord) order by ord`,
    { metricSrid, xs: places.map(({ x }) => x), ys: places.map(({ y }) => y) },
  );
  return places.map(({ part, quality, isExtrapolated }, i) => ({
    part,
    quality,
    isExtrapolated,
    location: rows[i]!.location,
  }));
}
