// Brings a living map to new props with the least work: new tile addresses only where the address changed, looks as
// zoom range, visibility and paint, the choice as feature state.
import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { VectorTileSource } from 'maplibre-gl';
import { applyPaint } from './apply-paint.ts';
import { type FailedTiles, retrySource } from './failed-tiles.ts';
import { type LayerModule, type MapContent, type SelectedFeature, tileAddress } from './layer-module.ts';
import { isShown, layerModules, layersOf, plainLayers } from './style.ts';

/** What was marked as chosen last. */
export type Applied = { selected: SelectedFeature[] };

function applyTiles(map: MapLibre, content: MapContent, failed: FailedTiles): void {
  for (const module of layerModules) {
    for (const [name, source] of Object.entries(module.sources)) {
      // A hidden source keeps its old tiles until it is shown again.
      if (!isShown(module, name, content)) continue;
      const address = tileAddress(source, content);
      const current = map.getSource(name);
      // What the source was told, for `tiles` itself is empty until its description is read.
      if (!(current instanceof VectorTileSource) || current.serialize().tiles?.[0] === address) continue;
      current.setTiles([address]);
      retrySource(map, failed, name);
    }
  }
}

/** Whether, where and how each layer of the style is drawn. Values that stay the same cost the map nothing. */
export function applyLooks(map: MapLibre, content: MapContent): void {
  for (const module of layerModules) {
    const share = content.opacity.get(module.id) ?? 1;
    for (const layer of layersOf(module)) applyLook(map, layer, module, content, share);
  }
  for (const layer of plainLayers) applyPaint(map, layer, {}, content, 1);
}

function applyLook(
  map: MapLibre,
  layer: LayerSpecification,
  module: LayerModule,
  content: MapContent,
  share: number,
): void {
  const range = module.zoomRange?.(layer.id, content);
  const isVisible =
    range !== null && (!('source' in layer) || isShown(module, String(layer.source), content));
  const visibility = isVisible ? 'visible' : 'none';
  if ((map.getLayoutProperty(layer.id, 'visibility') ?? 'visible') !== visibility)
    map.setLayoutProperty(layer.id, 'visibility', visibility);
  if (range !== null && range !== undefined) map.setLayerZoomRange(layer.id, ...range);
  applyPaint(map, layer, module.paint?.(layer.id, content) ?? {}, content, share);
}

function applySelection(map: MapLibre, content: MapContent, applied: Applied): void {
  for (const { source, sourceLayer, id } of applied.selected) {
    map.removeFeatureState({ source, sourceLayer, id }, 'selected');
  }
  applied.selected = layerModules.flatMap((module) => module.selected?.(content.selection, content) ?? []);
  for (const { source, sourceLayer, id } of applied.selected) {
    map.setFeatureState({ source, sourceLayer, id }, { selected: true });
  }
}

/** Call after the style has loaded, and whenever `content` changes. */
export function applyContent(
  map: MapLibre,
  content: MapContent,
  applied: Applied,
  failed: FailedTiles,
): void {
  applyLooks(map, content);
  applyTiles(map, content, failed);
  applySelection(map, content, applied);
}
