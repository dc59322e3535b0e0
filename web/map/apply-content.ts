// Brings a living map to new props with the least work: new tile addresses only where the address changed,
// visibility as a layout property, the choice as feature state.
import type { Map as MapLibre } from 'maplibre-gl';
import { VectorTileSource } from 'maplibre-gl';
import { type FailedTiles, retrySource } from './failed-tiles.ts';
import { type MapContent, type SelectedFeature, tileAddress } from './layer-module.ts';
import { isShown, layerModules, layersOf } from './style.ts';

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

function applyVisibility(map: MapLibre, content: MapContent): void {
  for (const module of layerModules) {
    for (const layer of layersOf(module)) {
      if (!('source' in layer)) continue;
      const visibility = isShown(module, String(layer.source), content) ? 'visible' : 'none';
      if (map.getLayoutProperty(layer.id, 'visibility') !== visibility) {
        map.setLayoutProperty(layer.id, 'visibility', visibility);
      }
    }
  }
}

function applySelection(map: MapLibre, content: MapContent, applied: Applied): void {
  for (const { source, sourceLayer, id } of applied.selected) {
    map.removeFeatureState({ source, sourceLayer, id }, 'selected');
  }
  applied.selected = layerModules.flatMap((module) => module.selected?.(content.selection, content) ?? []);
  for (const { source, sourceLayer, id } of applied.selected) {
    map.setFeatureState({ source, sourceLayer, id }, { selected: true });
  }
  // The ways and zones of the chosen school stand out; the others step back.
  const school = content.selection?.kind === 'school' ? content.selection.id : null;
  for (const [layer, property, plain] of stepBack) {
    map.setPaintProperty(
      layer,
      property,
      school === null ? plain : ['case', ['==', ['get', 'school'], school], plain, plain * 0.35],
    );
  }
}

const stepBack = [
  ['routes-surveyed', 'line-opacity', 0.85],
  ['routes-unsurveyed', 'line-opacity', 1],
] as const;

/** Call after the style has loaded, and whenever `content` changes. */
export function applyContent(
  map: MapLibre,
  content: MapContent,
  applied: Applied,
  failed: FailedTiles,
): void {
  applyVisibility(map, content);
  applyTiles(map, content, failed);
  applySelection(map, content, applied);
}
