// A map of nothing, made before the map that is looked at: its graphics context starts, and the programs that draw every
// kind of layer are made while there is hardly anything to draw. A machine without fast graphics makes each program only
// when all that was drawn before it is done: on a large picture that takes seconds.
import type { LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import type { Language } from '../format.ts';
import { applyPaint } from './apply-paint.ts';
import { base } from './colours.ts';
import { createMap } from './create-map.ts';
import { fontFaces, regular } from './fonts.ts';
import type { MapLabel } from './map-types.ts';

/** A map in a box of its own, which is not in the page yet. */
export type WarmMap = {
  map: MapLibre;
  box: HTMLElement;
  /** Resolves when its programs are made, and never rejects. */
  ready: Promise<void>;
};

/** Our choice: who waits longer sees more from a map that is only half prepared. */
const longestMs = 4_000;

let waiting: { warm: WarmMap; language: Language } | null = null;

/** Makes a map for later, unless one waits already. Does nothing where the browser has no WebGL 2. */
export function warmUp(language: Language, label: MapLabel): void {
  if (waiting?.language === language) return;
  waiting?.warm.map.remove();
  waiting = null;
  try {
    waiting = { warm: make(label), language };
  } catch (error) {
    console.warn(error);
  }
}

/** The map that waits, for good, or a new one. Throws where the browser has no WebGL 2. */
export function takeWarm(language: Language, label: MapLabel): WarmMap {
  const taken = waiting;
  waiting = null;
  if (taken?.language === language) return taken.warm;
  taken?.warm.map.remove();
  return make(label);
}

function make(label: MapLabel): WarmMap {
  const box = document.createElement('div');
  box.className = 'map-canvas';
  const map = createMap(box, ofEveryKind, label);
  map.jumpTo({ center: [0, 0], zoom: 10 });
  let isLate = false;
  map.once('style.load', () => {
    if (!isLate) for (const layer of layers) applyPaint(map, layer, {}, { scheme: 'light' }, 1);
  });
  const ready = new Promise<void>((resolve) => {
    map.once('idle', () => resolve());
    setTimeout(() => {
      isLate = true;
      resolve();
    }, longestMs);
  });
  return { map, box, ready };
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
