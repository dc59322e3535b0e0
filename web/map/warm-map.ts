// A map made ahead: while somebody types a password its graphics context starts, and the programs that draw every kind
// of layer are made. Both keep a machine without fast graphics busy for seconds.
import type { LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import type { Language } from '../format.ts';
import { applyPaint } from './apply-paint.ts';
import { base } from './colours.ts';
import { createMap } from './create-map.ts';
import { fontFaces, regular } from './fonts.ts';
import type { MapLabel } from './map-types.ts';

/** A map in a box of its own, which is not in the page yet. */
type WarmMap = { map: MapLibre; box: HTMLElement; language: Language };

let waiting: WarmMap | null = null;

/** Makes a map of nothing, unless one waits already. Does nothing where the browser has no WebGL 2. */
export function warmUp(language: Language, label: MapLabel): void {
  if (waiting?.language === language) return;
  waiting?.map.remove();
  waiting = null;
  const box = document.createElement('div');
  box.className = 'map-canvas';
  try {
    const map = createMap(box, ofEveryKind, label);
    map.jumpTo({ center: [0, 0], zoom: 10 });
    map.once('style.load', () => {
      // Somebody may have taken it for another style before this one was there.
      if (waiting?.map !== map) return;
      for (const layer of layers) applyPaint(map, layer, {}, { scheme: 'light' }, 1);
    });
    waiting = { map, box, language };
  } catch (error) {
    console.warn(error);
  }
}

/** The map that waits, for good; null when there is none whose controls speak `language`. */
export function takeWarm(language: Language): Omit<WarmMap, 'language'> | null {
  const taken = waiting;
  waiting = null;
  if (taken === null || taken.language === language) return taken;
  taken.map.remove();
  return null;
}

const corners = [
  [0, 0],
  [0.05, 0],
  [0.05, 0.05],
  [0, 0],
];

/** One thing of each kind that the map draws. */
const layers: LayerSpecification[] = [
  { id: 'land', type: 'background', paint: { 'background-color': base.land } },
  { id: 'fill', type: 'fill', source: 'place' },
  { id: 'line', type: 'line', source: 'place' },
  { id: 'heat', type: 'heatmap', source: 'place', paint: { 'heatmap-weight': ['get', 'weight'] } },
  { id: 'circle', type: 'circle', source: 'place' },
  {
    id: 'icon',
    type: 'symbol',
    source: 'place',
    layout: { 'icon-image': 'gate', 'icon-allow-overlap': true },
  },
  {
    id: 'text',
    type: 'symbol',
    source: 'place',
    layout: { 'text-field': 'A', 'text-font': regular, 'text-allow-overlap': true },
    paint: { 'text-color': base.ink, 'text-halo-color': base.white, 'text-halo-width': 1 },
  },
];

const ofEveryKind: StyleSpecification = {
  version: 8,
  'font-faces': fontFaces(),
  sources: {
    place: {
      type: 'geojson',
      data: {
        type: 'Feature',
        properties: { weight: 1 },
        geometry: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', coordinates: [corners] },
            { type: 'LineString', coordinates: corners },
            { type: 'Point', coordinates: [0, 0] },
          ],
        },
      },
    },
  },
  layers,
};
