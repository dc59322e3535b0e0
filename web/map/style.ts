// The whole style of the map, put together from the layer modules: nothing in it comes from the internet.
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { accidentsLayer } from './accidents-layer.ts';
import { basemapLayer, roadLabels } from './basemap-layer.ts';
import { binSource } from './bins-layer.ts';
import { densityLayer } from './density-layer.ts';
import { findingsLayer } from './findings-layer.ts';
import { fontFaces } from './fonts.ts';
import { foundLayers } from './found-layer.ts';
import { gatesLayer } from './gates-layer.ts';
import { hexagonsLayer } from './hexagons-layer.ts';
import { highlightLayers, highlightSource, highlightSourceSpecification } from './highlight-layer.ts';
import { hotspotsLayer } from './hotspots-layer.ts';
import { type LayerModule, type MapContent, type TileSource, tileAddress } from './layer-module.ts';
import { measureLayers, measureSource } from './measure-layer.ts';
import { noStoppingLayer } from './no-stopping-layer.ts';
import { routesLayer } from './routes-layer.ts';
import { schoolsLayer } from './schools-layer.ts';
import { spotsLayer } from './spots-layer.ts';
import { unitsLayer } from './units-layer.ts';

/** From the bottom to the top of the map. */
export const layerModules: readonly LayerModule[] = [
  basemapLayer,
  hexagonsLayer,
  unitsLayer,
  gatesLayer,
  noStoppingLayer,
  densityLayer,
  routesLayer,
  accidentsLayer,
  spotsLayer,
  findingsLayer,
  hotspotsLayer,
  schoolsLayer,
];

function vectorSource(source: TileSource, content: MapContent): SourceSpecification {
  return {
    type: 'vector',
    tiles: [tileAddress(source, content)],
    minzoom: source.minzoom,
    maxzoom: source.maxzoom,
    bounds: content.territory,
    ...(source.idProperty === undefined ? {} : { promoteId: source.idProperty }),
  };
}

/** Whether a source's layers are drawn; a source that nothing draws loads no tiles. */
export function isShown(module: LayerModule, source: string, content: MapContent): boolean {
  if (module.id !== 'basemap' && !content.visible.has(module.id)) return false;
  return module.isShown?.(source, content) ?? true;
}

export function layersOf(module: LayerModule): LayerSpecification[] {
  const labels = module === basemapLayer ? roadLabels : [];
  return [...module.areas, ...module.lines, ...labels, ...module.points];
}

/** Layers of no module, which nobody switches or fades. */
export const plainLayers: readonly LayerSpecification[] = [
  ...foundLayers,
  ...highlightLayers,
  ...measureLayers,
];

/** The style as `content` asks for it at the start; later changes are applied to the living map. */
export function mapStyle(content: MapContent): StyleSpecification {
  const nothing: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  const sources: StyleSpecification['sources'] = {
    [highlightSource]: highlightSourceSpecification(),
    [binSource]: nothing,
    [measureSource]: nothing,
  };
  for (const module of layerModules) {
    for (const [name, source] of Object.entries(module.sources))
      sources[name] = vectorSource(source, content);
  }
  const slot = (name: 'areas' | 'lines' | 'points') => layerModules.flatMap((module) => module[name]);
  return {
    version: 8,
    sources,
    // As with fading: what changes is changed by the next picture.
    transition: { duration: 0, delay: 0 },
    'font-faces': fontFaces(),
    layers: [
      ...slot('areas'),
      ...slot('lines'),
      ...roadLabels,
      ...foundLayers,
      ...highlightLayers,
      ...slot('points'),
      ...measureLayers,
    ],
  };
}
