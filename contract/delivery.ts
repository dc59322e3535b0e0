// Tiles and files: the same rows as the JSON operations, under the same permissions.
import { z } from 'zod';
import { Band, HotspotMethod, SchoolLevel } from './codes.ts';
import { AccidentFilter, listOf, SchoolFilter } from './filter.ts';
import { operation } from './operation.ts';

export const TileLayer = z.enum([
  'roads',
  'units',
  'schools',
  'gates',
  'gate_zones',
  'routes',
  'accidents',
  'spots',
  'findings',
  'hotspots',
  'density',
  'hexagons',
  'no_stopping',
  'background',
]);
export type TileLayer = z.infer<typeof TileLayer>;

/**
 * One vector tile (Mapbox Vector Tile 2, extent 4096), one layer named like `layer`. Properties per layer:
 * roads: class, name, ref, oneway (below zoom 13: class and ref, edges joined) · units: id, name, kind · schools: id,
 * name, levels, band, score, gates, invented (beyond 2,000 in a tile: the worst of each cell of 16 px with schools, their
 * number) ·
 * gates: id, school, kind, name · gate_zones: id, school · routes: id, school, name, surveyed (0/1), age (whole
 * months since the newest observation, absent without one), share ·
 * accidents: id, severity, pupil, window, on, quality, invented (below zoom 9, or beyond 5,000 in a tile: a grid with
 * count, worst severity, invented) · spots: id, kind, state, sightings, invented ·
 * findings: id, owner, state, reason · hotspots: part (area, anchor), run, number, method, pass, status,
 * accidents, fatal, unit, invented ·
 * density: number, class (0 lowest to 4), density (accidents per km and year, 2 decimals) ·
 * hexagons: column, row, class (-3 cold to 3 hot), z (2 decimals; absent where nothing could be tested), accidents,
 * emerging · no_stopping (from zoom 16): reason (gate, junction), rule, gate and school (of reason gate), invented ·
 * background: kind (river, lake, park, field, built_up).
 * Areas of no_stopping are where nobody may stop or park by Luật 36/2024/QH15, article 18 clause 4. Gate: within 5 m of
 * the straight line from the gate to the nearest road no more than 30 m away. Junction: within 5 m of its edge, which is
 * taken as the circle around a point where at least three ends of roads meet, as wide as half the widest of them
 * (3.5 m a lane by TCVN 4054:2005; lanes unknown: two, of commune and lesser roads one). Paths count as no road.
 * Filters of accidents apply to the accident layer; `run` names the run of hotspots, of the density (network_kde), of the
 * hexagons (gi_star) and of the bands of schools.
 */
export const getTile = operation({
  name: 'getTile',
  method: 'get',
  path: '/tiles/:layer/:z/:x/:y',
  may: 'facts.read',
  summary: 'One vector tile of one layer',
  params: z.object({
    layer: TileLayer,
    z: z.coerce.number().int().min(0).max(20),
    x: z.coerce.number().int().min(0),
    y: z.coerce.number().int().min(0),
  }),
  query: AccidentFilter.extend({
    run: z.uuid().optional(),
    method: HotspotMethod.optional(),
    /** Schools: those with one of these levels; `unit` applies to them too. */
    level: listOf(SchoolLevel).optional(),
    /** Hotspots: also the places one accident short of the rule, as in the list. */
    nearMiss: z.stringbool().default(false),
  }),
  produces: 'application/vnd.mapbox-vector-tile',
});

export const ExportLayer = z.enum([
  'accidents',
  'schools',
  'spots',
  'observations',
  'findings',
  'hotspots',
  'density',
  'hexagons',
  'risk',
  'risk_parts',
  'overview',
]);
export type ExportLayer = z.infer<typeof ExportLayer>;

export const exportLayer = operation({
  name: 'exportLayer',
  method: 'get',
  path: '/api/export/:layer',
  may: 'export.read',
  summary: 'A layer as GeoJSON, CSV or Excel workbook with the filters of the screen; written to the audit',
  params: z.object({ layer: ExportLayer }),
  query: AccidentFilter.extend(SchoolFilter.shape).extend({
    /**
     * xlsx: an Excel workbook whose first sheet says in Vietnamese what the second holds. geojson: says it as `scope`.
     * csv has no place for it but the file's name; txt: what the others hold, in words, without the rows.
     */
    format: z.enum(['geojson', 'csv', 'xlsx', 'txt']).default('geojson'),
    run: z.uuid().optional(),
    method: HotspotMethod.default('legal_rule'),
    /** Overview: schools in one of these bands of the run. */
    band: listOf(Band).optional(),
  }),
  produces: 'application/geo+json',
});
