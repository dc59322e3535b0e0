// Writes a layer's paint with the same properties varying by feature as every other layer of its type.
// The map makes a GPU program for each mix of varying properties that it meets, and everything waits while it is made
// (0.1 s each where graphics are drawn by software): with one mix a type, few programs draw all layers.
import type { LayerSpecification } from 'maplibre-gl';

type Mixed = {
  /** Whether the zoom has a say beside the feature. */
  byZoom: boolean;
  /** What the style specification takes where nothing is said. */
  otherwise: number | string;
};

const color: Mixed = { byZoom: false, otherwise: '#000000' };
const mixes: Partial<Record<LayerSpecification['type'], Readonly<Record<string, Mixed>>>> = {
  fill: { 'fill-color': color, 'fill-opacity': { byZoom: false, otherwise: 1 } },
  line: { 'line-color': color, 'line-width': { byZoom: true, otherwise: 1 } },
  circle: {
    'circle-radius': { byZoom: true, otherwise: 5 },
    'circle-color': color,
    'circle-opacity': { byZoom: true, otherwise: 1 },
    'circle-stroke-color': color,
    'circle-stroke-width': { byZoom: false, otherwise: 0 },
    'circle-stroke-opacity': { byZoom: true, otherwise: 1 },
  },
  symbol: { 'text-color': color },
};

/** The same look in the mix of the layer's type. Whatever already varies by more than the mix asks for stays as it is. */
export function inMix(
  type: LayerSpecification['type'],
  paint: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const mixed: Record<string, unknown> = { ...paint };
  for (const [property, { byZoom, otherwise }] of Object.entries(mixes[type] ?? {})) {
    const value = paint[property] ?? otherwise;
    mixed[property] = byZoom ? byZoomAndFeature(value) : variesByZoom(value) ? value : byFeature(value);
  }
  return mixed;
}

const readsFeature = /"(get|has|feature-state|geometry-type)"/;

/** An expression that reads the feature, though the value be the same for all. */
function byFeature(value: unknown): unknown {
  return readsFeature.test(JSON.stringify(value)) ? value : ['case', ['has', 'none'], value, value];
}

function variesByZoom(value: unknown): value is unknown[] {
  return Array.isArray(value) && JSON.stringify(value).includes('["zoom"]');
}

/** Zoom may only stand at the top of an expression, in a curve or a stair (MapLibre style specification). */
function byZoomAndFeature(value: unknown): unknown {
  if (!variesByZoom(value)) return ['step', ['zoom'], byFeature(value), 24, byFeature(value)];
  const isOutput =
    value[0] === 'interpolate'
      ? (at: number) => at >= 4 && at % 2 === 0
      : (at: number) => at >= 2 && at % 2 === 0;
  return value.map((part, at) => (isOutput(at) ? byFeature(part) : part));
}
