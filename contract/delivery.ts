// Tiles and files: the same rows as the JSON operations, under the same permissions.
import { z } from 'zod';
import { HotspotMethod } from './codes.ts';
import { AccidentFilter, SchoolFilter } from './filter.ts';
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
  'background',
]);
export type TileLayer = z.infer<typeof TileLayer>;

/**
 * One vector tile (Mapbox Vector Tile 2, extent 4096), one layer named like `layer`. Properties per layer:
 * roads: class, name, ref, oneway · units: id, name, kind · schools: id, name, levels, band, score, gates, invented ·
 * gates: id, school, kind, name · gate_zones: id, school · routes: id, school, name, surveyed (0/1), share ·
 * accidents: id, severity, pupil, window, on, quality, invented (below zoom 9, or beyond 20,000 in a tile: a grid with
 * count, worst severity, invented) · spots: id, kind, state, sightings, invented ·
 * findings: id, owner, state, reason · hotspots: part (area, anchor), run, number, method, pass, status,
 * accidents, fatal, unit, invented ·
 * density: number, class (0 lowest to 4), density (accidents per km and year, 2 decimals) ·
 * hexagons: column, row, class (-3 cold to 3 hot), z (2 decimals; absent where nothing could be tested), accidents,
 * emerging · background: kind (river, lake, park, field, built_up).
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
    /** Hotspots: also the places one accident short of the rule, as in the list. */
    nearMiss: z.stringbool().default(false),
  }),
  produces: 'application/vnd.mapbox-vector-tile',
});

export const ExportLayer = z.enum([
  'accidents',
  'schools',
  'spots',
  'hotspots',
  'density',
  'hexagons',
  'risk',
  'risk_parts',
]);
export type ExportLayer = z.infer<typeof ExportLayer>;

export const exportLayer = operation({
  name: 'exportLayer',
  method: 'get',
  path: '/api/export/:layer',
  may: 'export.read',
  summary: 'A layer as GeoJSON or CSV with the filters of the screen; written to the audit',
  params: z.object({ layer: ExportLayer }),
  query: AccidentFilter.extend(SchoolFilter.shape).extend({
    format: z.enum(['geojson', 'csv']).default('geojson'),
    run: z.uuid().optional(),
    method: HotspotMethod.default('legal_rule'),
  }),
  produces: 'application/geo+json',
});
