// The SQL of tiles, those of accidents aside: per layer one statement for the rows whose place meets the tile, in tile
// units. Row security of the caller's transaction applies; `&&` on the stored geometry lets the GiST index serve.
import type { Knex } from 'knex';
import type { HotspotMethod, RoadClass, SchoolLevel } from '../../contract/codes.ts';
import type { TileLayer } from '../../contract/delivery.ts';
import type { AccidentFilter } from '../../contract/filter.ts';
import { lastSurveyedOn } from '../coverage/rule.ts';
import { whereSchools } from '../db/filters.ts';
import { shownRun } from '../runs/queries.ts';
import { inFrame, tilePoint, tileShape } from './columns.ts';
import { type Frame, type TileAddress, tileFrame } from './frame.ts';
import type { TileFeature } from './mvt.ts';
import { noStopping } from './no-stopping.ts';
import { shapeFromWkb } from './shape.ts';
import { featureLimit, type TileValue, tileExtent } from './tile-writer.ts';

export type TileQuery = AccidentFilter & {
  run?: string | undefined;
  method?: HotspotMethod | undefined;
  nearMiss?: boolean | undefined;
  level?: SchoolLevel[] | undefined;
};
export type StoredLayer = Exclude<TileLayer, 'background' | 'accidents'>;

/** The first zoom of each layer: below it a tile is empty, for its features would be smaller than their symbols. */
export const firstZoom: Record<StoredLayer, number> = {
  roads: 6,
  units: 5,
  schools: 0,
  gates: 13,
  gate_zones: 14,
  routes: 11,
  spots: 11,
  findings: 11,
  hotspots: 8,
  density: 9,
  hexagons: 6,
  no_stopping: 16,
};

/** Below this zoom communes would be a few pixels wide. */
const communesFrom = 8;

/** Schools of a tile beyond these are thinned: badges that cover each other tell nothing (our choice). */
export const mostSingleSchools = 2_000;
/** Cells along the side of a thinned tile: 16 px of 512 each, as wide as a badge. */
const schoolCells = 32;

/** The zoom from which a road class shows as joined lines. */
const roadsFrom: readonly { zoom: number; classes: readonly RoadClass[] }[] = [
  { zoom: 6, classes: ['expressway', 'national', 'provincial'] },
  { zoom: 10, classes: ['district', 'urban_main'] },
  { zoom: 12, classes: ['commune', 'hamlet'] },
];
/** From here on all roads show, each edge with its name. */
export const singleRoadsFrom = 13;

type Source = { tx: Knex.Transaction; tile: TileAddress; frame: Frame; query: TileQuery; today: string };

/**
 * Features of one stored layer in one tile, in a fixed order and at most `featureLimit` of them (the more important
 * first where a layer has an order of importance). `today` is the territory's date. Throws `not-found` or
 * `run-not-done` when `query.run` names no finished run of the layer's kind.
 */
export async function tileFeatures(
  tx: Knex.Transaction,
  layer: StoredLayer,
  tile: TileAddress,
  query: TileQuery,
  today: string,
): Promise<TileFeature[]> {
  if (tile.z < firstZoom[layer]) return [];
  return layers[layer]({ tx, tile, frame: tileFrame(tile), query, today });
}

const layers: Record<StoredLayer, (source: Source) => Promise<TileFeature[]>> = {
  roads: ({ tx, tile, frame }) =>
    tile.z < singleRoadsFrom
      ? largerRoads(tx, tile)
      : shapes(
          tx('road_edge')
            .select(tileShape(tx, 'road_edge.path', frame), 'class', 'name', 'ref', 'oneway')
            .modify(inFrame('road_edge.path', frame))
            .orderBy(['class', 'id']),
        ),

  units: ({ tx, tile, frame, today }) => {
    const rows = tx('unit')
      .select(tileShape(tx, 'unit.boundary', frame), 'id', 'name', 'kind')
      .modify(inFrame('unit.boundary', frame))
      .where('valid_from', '<=', today)
      .whereRaw('(valid_to is null or valid_to >= ?::date)', [today])
      .orderBy('id');
    if (tile.z < communesFrom) rows.whereIn('kind', ['nation', 'province']);
    return shapes(rows);
  },

  schools: async ({ tx, frame, query, today }) => {
    const run = await shownRun(tx, 'risk', null, query.run);
    const located = tx('school')
      .select(
        ...tilePoint(tx, 'school.location', frame),
        'school.id',
        'school.name',
        'school.levels',
        'school.invented',
        'risk_result.band',
        'risk_result.score',
      )
      .leftJoin('risk_result', (join) => {
        join.on('risk_result.school_id', 'school.id').andOnVal('risk_result.run_id', run?.id ?? null);
      })
      .modify(inFrame('school.location', frame))
      .modify((rows) => whereSchools(rows, { level: query.level, unit: query.unit }, today));
    // The worst of each cell stands for the others there, at its own place.
    const side = tileExtent / schoolCells;
    const cell = tx.raw('partition by floor(x / ?::float8), floor(y / ?::float8)', [side, side]);
    const ranked = tx(located.as('located')).select(
      'located.*',
      tx.raw('count(*) over () > ? as is_thinned', [mostSingleSchools]),
      tx.raw('count(*) over (?) as in_cell', [cell]),
      tx.raw('row_number() over (? order by score desc nulls last, id) as place', [cell]),
    );
    const rows = tx(ranked.as('ranked'))
      .select(
        'x',
        'y',
        'id',
        'name',
        tx.raw(`array_to_string(levels, ',') as levels`),
        'band',
        'score',
        tx.raw('(select count(*) from gate where gate.school_id = ranked.id) as gates'),
        'invented',
        tx.raw('case when is_thinned then in_cell end as schools'),
      )
      .whereRaw('not is_thinned or place = 1')
      .orderBy('id');
    return points(rows);
  },

  gates: ({ tx, frame }) =>
    points(
      tx('gate')
        .select(...tilePoint(tx, 'gate.location', frame), 'id', 'school_id as school', 'kind', 'name')
        .modify(inFrame('gate.location', frame))
        .orderBy('id'),
    ),

  gate_zones: ({ tx, frame }) =>
    shapes(
      tx('gate_zone')
        .join('gate', 'gate.id', 'gate_zone.gate_id')
        .select(tileShape(tx, 'gate_zone.zone', frame), 'gate_zone.id', 'gate.school_id as school')
        .modify(inFrame('gate_zone.zone', frame))
        .orderBy('gate_zone.id'),
    ),

  routes: ({ tx, frame, today }) =>
    shapes(
      tx('route')
        .select(
          tileShape(tx, 'route.path', frame),
          'id',
          'school_id as school',
          'name',
          tx.raw(`(${lastSurveyedOn('route.id')} is not null)::int as surveyed`),
          tx.raw(
            `(select (extract(year from gap) * 12 + extract(month from gap))::int
                from (select age(?::date, ${lastSurveyedOn('route.id')}) as gap) newest) as age`,
            [today],
          ),
          'share',
        )
        .modify(inFrame('route.path', frame))
        .orderBy('id'),
    ),

  spots: ({ tx, frame }) =>
    points(
      tx('illegal_spot')
        .select(
          ...tilePoint(tx, 'illegal_spot.location', frame),
          'id',
          'kind',
          'state',
          tx.raw('(select count(*) from spot_sighting s where s.spot_id = illegal_spot.id) as sightings'),
          'invented',
        )
        .modify(inFrame('illegal_spot.location', frame))
        .orderBy('id'),
    ),

  findings: ({ tx, frame }) =>
    points(
      tx('finding')
        .select(...tilePoint(tx, 'finding.location', frame), 'id', 'owner', 'state', 'reason_code as reason')
        .modify(inFrame('finding.location', frame))
        .orderBy('id'),
    ),

  /** Each hotspot twice: its area as a polygon and its anchor as a point, told apart by `part`. */
  hotspots: async ({ tx, frame, query }) => {
    const run = await shownRun(tx, 'hotspots', query.method ?? 'legal_rule', query.run);
    if (run === undefined) return [];
    const rows = tx('hotspot')
      .join('run', 'run.id', 'hotspot.run_id')
      .joinRaw(
        `cross join lateral (values ('area', hotspot.area), ('anchor', hotspot.anchor)) as place (part, shape)`,
      )
      .select(
        tileShape(tx, 'place.shape', frame),
        'hotspot.run_id as run',
        'hotspot.number',
        'run.method',
        'hotspot.pass',
        'hotspot.status',
        'hotspot.accidents',
        'hotspot.fatal',
        'hotspot.unit_id as unit',
        'place.part',
        'hotspot.invented',
      )
      .where('hotspot.run_id', run.id)
      .whereIn('hotspot.status', query.nearMiss ? ['proposed', 'near_miss'] : ['proposed'])
      .modify(inFrame('place.shape', frame))
      // Areas first, so that anchors are drawn on top.
      .orderBy([{ column: 'place.part', order: 'desc' }, 'hotspot.number']);
    return shapes(rows);
  },

  density: async ({ tx, frame, query }) => {
    const run = await shownRun(tx, 'hotspots', 'network_kde', query.run);
    if (run === undefined) return [];
    const rows = tx('road_density')
      .select(
        tileShape(tx, 'road_density.path', frame),
        'number',
        'density_class as class',
        tx.raw('round(density::numeric, 2)::float8 as density'),
      )
      .where('run_id', run.id)
      .modify(inFrame('road_density.path', frame))
      .orderBy([{ column: 'road_density.density', order: 'desc' }, 'number']);
    return shapes(rows);
  },

  hexagons: async ({ tx, frame, query }) => {
    const run = await shownRun(tx, 'hotspots', 'gi_star', query.run);
    if (run === undefined) return [];
    const rows = tx('hexagon_cell')
      .select(
        tileShape(tx, 'hexagon_cell.area', frame),
        'hex_column as column',
        'hex_row as row',
        'gi_class as class',
        tx.raw('round(z::numeric, 2)::float8 as z'),
        'accidents',
        'emerging',
      )
      .where('run_id', run.id)
      .modify(inFrame('hexagon_cell.area', frame))
      .orderByRaw('abs(hexagon_cell.z) desc nulls last, accidents desc, hex_column, hex_row');
    return shapes(rows);
  },

  no_stopping: ({ tx, frame }) => shapes(noStopping(tx, frame)),
};

/** Roads of the classes that show at this zoom, joined to as few lines as there are: one feature a class and number. */
export async function largerRoads(tx: Knex.Transaction, tile: TileAddress): Promise<TileFeature[]> {
  if (tile.z < firstZoom.roads) return [];
  const frame = tileFrame(tile);
  const joined = tx('road_edge')
    .select('class', 'ref', tx.raw('ST_LineMerge(ST_Collect(path order by id)) as path'))
    .whereIn(
      'class',
      roadsFrom.filter(({ zoom }) => tile.z >= zoom).flatMap((group) => group.classes),
    )
    .modify(inFrame('road_edge.path', frame))
    .groupBy('class', 'ref');
  return shapes(
    tx(joined.as('joined'))
      .select(tileShape(tx, 'joined.path', frame), 'class', 'ref')
      .orderBy(['class', 'ref']),
  );
}

type PointRow = { x: number; y: number; [property: string]: TileValue | null };

async function points(query: Knex.QueryBuilder): Promise<TileFeature[]> {
  const rows: PointRow[] = await query.limit(featureLimit);
  return rows.map(({ x, y, ...properties }) => ({ shape: { type: 'point', points: [x, y] }, properties }));
}

async function shapes(query: Knex.QueryBuilder): Promise<TileFeature[]> {
  const rows: Record<string, TileValue | Buffer | null>[] = await query.limit(featureLimit);
  return rows.flatMap((row) => {
    let shape: TileFeature['shape'] | undefined;
    const properties: TileFeature['properties'] = {};
    for (const [column, value] of Object.entries(row)) {
      if (Buffer.isBuffer(value)) shape = shapeFromWkb(value);
      else if (column !== 'shape') properties[column] = value;
    }
    return shape === undefined ? [] : [{ shape, properties }];
  });
}

/** Whether the territory is the invented one of the demo. */
export async function isInventedTerritory(tx: Knex.Transaction): Promise<boolean> {
  const territory: { invented: boolean } | undefined = await tx('territory').first('invented');
  return territory?.invented ?? false;
}
