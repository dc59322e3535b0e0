// The style of the plan map: a base with roads at their true width, faint facts around the gate, and the plan over them.
// In light and dark; the paper uses the light one.
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { basemapLayer, roadLabels } from './basemap-layer.ts';
import { accent, base, routeColours, severities, severityColour } from './colours.ts';
import { fontFaces, semiBold } from './fonts.ts';
import type { MapScheme } from './map-types.ts';
import { inScheme } from './paint.ts';
import type { PlanContextId } from './plan-context-ids.ts';
import { byValue, failureMarks, planLayers, planSources } from './plan-layers.ts';
import { penLayers, penSource } from './plan-pen.ts';
import { toneColour } from './plan-tones.ts';

export const roadLayer = 'plan-road';

/** CSS pixels of one metre at zoom 22 near 16° north, and at zoom 14; widths double with every zoom level. */
const pxPerMetreAt22 = 2 ** 22 / (78_271.517 * Math.cos((16 * Math.PI) / 180));
const pxPerMetreAt14 = pxPerMetreAt22 / 256;

/** Widths that the checks assume where no survey knows better: 3.5 m a lane on main roads, 3 m elsewhere. */
const roadMetres: ExpressionSpecification = [
  'match',
  ['get', 'class'],
  ['expressway', 'national', 'provincial', 'urban_main'],
  7,
  ['hamlet', 'lane', 'path'],
  3,
  6,
];

export function roadWidthMetres(roadClass: unknown): number {
  if (['expressway', 'national', 'provincial', 'urban_main'].includes(String(roadClass))) return 7;
  return ['hamlet', 'lane', 'path'].includes(String(roadClass)) ? 3 : 6;
}

function trueWidth(extraPx: number): ExpressionSpecification {
  return [
    'interpolate',
    ['exponential', 2],
    ['zoom'],
    14,
    ['+', ['max', 1.5, ['*', roadMetres, pxPerMetreAt14]], extraPx],
    22,
    ['+', ['*', roadMetres, pxPerMetreAt22], extraPx],
  ];
}

const roads: LayerSpecification[] = [
  {
    id: 'plan-road-casing',
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    layout: { 'line-join': 'round', 'line-cap': 'butt' },
    paint: { 'line-color': base.roadCasing, 'line-width': trueWidth(3) },
  },
  {
    id: roadLayer,
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': base.road, 'line-width': trueWidth(0) },
  },
];

const isKind = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind];

const around: LayerSpecification[] = [
  // Carriageways cover the kerbs of others, which end where roads meet.
  {
    id: 'around-kerb',
    type: 'line',
    source: planSources.around,
    filter: isKind('kerb'),
    paint: { 'line-color': base.path, 'line-width': 2.5 },
  },
  {
    id: 'around-carriageway',
    type: 'fill',
    source: planSources.around,
    filter: isKind('carriageway'),
    paint: { 'fill-color': base.carriageway, 'fill-antialias': false },
  },
  {
    id: 'around-zone',
    type: 'fill',
    source: planSources.around,
    filter: isKind('zone'),
    paint: { 'fill-color': accent, 'fill-opacity': 0.06, 'fill-outline-color': accent },
  },
  {
    id: 'around-no-stopping',
    type: 'fill',
    source: planSources.around,
    filter: isKind('no_stopping'),
    paint: { 'fill-color': toneColour('stop', 'light'), 'fill-opacity': 0.1 },
  },
  {
    id: 'around-no-stopping-line',
    type: 'line',
    source: planSources.around,
    filter: isKind('no_stopping'),
    paint: {
      'line-color': toneColour('stop', 'light'),
      'line-width': 1,
      'line-dasharray': [3, 3],
      'line-opacity': 0.7,
    },
  },
  {
    id: 'around-route',
    type: 'line',
    source: planSources.around,
    filter: isKind('route'),
    paint: {
      'line-color': routeColours.surveyed,
      'line-width': 3,
      'line-opacity': 0.35,
      'line-dasharray': [1, 1.5],
    },
  },
];

const points: LayerSpecification[] = [
  {
    id: 'around-accident',
    type: 'circle',
    source: 'accidents',
    'source-layer': 'accidents',
    filter: ['has', 'severity'],
    paint: {
      'circle-radius': 5.5,
      'circle-color': byValue(
        'severity',
        severities.map((severity) => [severity, severityColour(severity)]),
        severityColour('slight'),
      ),
      'circle-opacity': 0.7,
      'circle-stroke-color': base.white,
      'circle-stroke-width': 1.2,
    },
  },
  {
    id: 'around-gate',
    type: 'symbol',
    source: planSources.around,
    filter: isKind('gate'),
    layout: {
      'icon-image': 'gate',
      'icon-allow-overlap': true,
      'text-field': ['get', 'name'],
      'text-font': semiBold,
      'text-size': 12,
      'text-offset': [0, 1.1],
      'text-anchor': 'top',
      'text-optional': true,
    },
    paint: { 'text-color': accent, 'text-halo-color': base.white, 'text-halo-width': 1.6 },
  },
];

const layersOfContext: Record<PlanContextId, readonly string[]> = {
  accidents: ['around-accident'],
  no_stopping: ['around-no-stopping', 'around-no-stopping-line'],
  zones: ['around-zone'],
  routes: ['around-route'],
};

/** Every layer from the bottom to the top, as a scheme shows it. */
export function planMapLayers(scheme: MapScheme): LayerSpecification[] {
  const beneath = [...basemapLayer.areas, ...roads, ...around, ...roadLabels];
  return [
    ...beneath.map((layer) => schemed(layer, scheme)),
    ...planLayers(scheme),
    ...points.map((layer) => schemed(layer, scheme)),
    failureMarks,
    ...penLayers,
  ];
}

function schemed(layer: LayerSpecification, scheme: MapScheme): LayerSpecification {
  if (scheme === 'light' || !('paint' in layer) || layer.paint === undefined) return layer;
  const paint = Object.fromEntries(
    Object.entries(layer.paint).map(([property, value]) => [property, inScheme(property, value, scheme)]),
  );
  return Object.assign({}, layer, { paint });
}

function tiles(layer: string, maxzoom: number) {
  const address = `${location.origin}/tiles/${layer}/{z}/{x}/{y}`;
  return { type: 'vector' as const, tiles: [address], minzoom: 5, maxzoom };
}

/** The whole style. Roads come at a high zoom, so that their lines are true to a few centimetres. */
export function planStyle(scheme: MapScheme, hidden: ReadonlySet<PlanContextId>): StyleSpecification {
  const nothing = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } };
  const out = hiddenLayers(hidden);
  return {
    version: 8,
    sources: {
      background: tiles('background', 14),
      roads: tiles('roads', 18),
      accidents: tiles('accidents', 15),
      [planSources.around]: nothing,
      [planSources.elements]: nothing,
      [planSources.failures]: nothing,
      [penSource]: nothing,
    },
    'font-faces': fontFaces(),
    layers: planMapLayers(scheme).map((layer) =>
      out.has(layer.id)
        ? Object.assign({}, layer, { layout: { ...layer.layout, visibility: 'none' } })
        : layer,
    ),
  };
}

/** Ids of the layers that a choice of facts leaves out. */
export function hiddenLayers(hidden: ReadonlySet<PlanContextId>): ReadonlySet<string> {
  return new Set([...hidden].flatMap((id) => layersOfContext[id]));
}

export function switchableLayers(): readonly string[] {
  return Object.values(layersOfContext).flat();
}
