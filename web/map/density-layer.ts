// Accidents per kilometre of road and year: a line along the road, wider and darker where they are denser.
// Shown with the hotspots of the method that computes it.
import type { ExpressionSpecification } from 'maplibre-gl';
import { base, densityColours } from './colours.ts';
import { type LayerModule, runOf } from './layer-module.ts';

/** Widths of the five classes at the zoom of a commune, pixels. */
export const densityWidths: readonly number[] = [2.5, 3.5, 5, 6.5, 8.5];

function byClass(values: readonly (number | string)[], otherwise: number | string): ExpressionSpecification {
  const [first = otherwise, ...others] = values;
  return ['step', ['to-number', ['get', 'class'], 0], first, ...others.flatMap((value, i) => [i + 1, value])];
}

function width(extraPx: number): ExpressionSpecification {
  const at = (scale: number) =>
    byClass(
      densityWidths.map((px) => px * scale + extraPx),
      3,
    );
  return ['interpolate', ['linear'], ['zoom'], 9, at(0.35), 12, at(0.6), 14, at(1), 18, at(2.4)];
}

const from = { source: 'density', 'source-layer': 'density' };
const layout = {
  'line-join': 'round',
  'line-sort-key': ['to-number', ['get', 'class'], 0],
} as const;

export const densityLayer: LayerModule = {
  id: 'hotspots',
  sources: {
    density: {
      layer: 'density',
      minzoom: 9,
      maxzoom: 14,
      idProperty: 'number',
      query: (content) => runOf('network_kde', content),
    },
  },
  areas: [],
  lines: [
    {
      id: 'density-casing',
      type: 'line',
      ...from,
      layout: { ...layout, 'line-sort-key': [...layout['line-sort-key']] },
      paint: { 'line-color': base.white, 'line-opacity': 0.8, 'line-width': width(2) },
    },
    {
      id: 'density-line',
      type: 'line',
      ...from,
      layout: { ...layout, 'line-sort-key': [...layout['line-sort-key']] },
      paint: { 'line-color': byClass(densityColours, base.ink), 'line-width': width(0) },
    },
  ],
  points: [],
  picks: [],
  isShown: (_, { hotspotRuns }) => hotspotRuns.some(({ method }) => method === 'network_kde'),
};
