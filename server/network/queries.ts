// The road network as typed arrays, read in the order of edge ids.
import type { Knex } from 'knex';
import { RoadClass } from '../../contract/codes.ts';
import type { EdgeInput } from './graph.ts';
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

/** Reads all road edges. `metricSrid` is the territory's plane; node identity is the ends in 1e-7 degree. */
export async function readRoadNetwork(tx: Knex.Transaction, metricSrid: number): Promise<RoadNetwork> {
  const { rows } = await tx.raw<{ rows: EdgeRow[] }>(
    `select class, coalesce(nullif(ref, ''), nullif(name, '')) as road, walkable, length_m as "lengthMetres",
            array[round(ST_X(ST_StartPoint(path))::numeric * 10000000), round(ST_Y(ST_StartPoint(path))::numeric * 10000000),
                  round(ST_X(ST_EndPoint(path))::numeric * 10000000), round(ST_Y(ST_EndPoint(path))::numeric * 10000000)]::int[] as ends,
            ST_AsBinary(ST_Transform(path, :metricSrid::int), 'NDR') as path
       from road_edge order by id`,
    { metricSrid },
  );
  const count = rows.length;
  const vertices = rows.reduce((sum, row) => sum + row.path.readUInt32LE(5), 0);
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
  let vertex = 0;
  rows.forEach((row, edge) => {
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
    const key = row.road ?? `class ${row.class}`;
    const known = keyOf.get(key);
    roadKey[edge] = known ?? keyOf.size;
    if (known === undefined) keyOf.set(key, keyOf.size);
  });
  edges.pathStart[count] = vertex;
  return { edges, roadNames: rows.map((row) => row.road ?? ''), roadKey };
}
