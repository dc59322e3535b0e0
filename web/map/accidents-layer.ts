// Accidents: a heat of severity from afar, single points from zoom 13, darker and larger when graver.
import type { ExpressionSpecification } from 'maplibre-gl';
import { Severity } from '../../contract/codes.ts';
import { formatDay } from '../format.ts';
import { accent, base, severities, severityColour } from './colours.ts';
import { ifSelected, type LayerModule, text } from './layer-module.ts';

function bySeverity(values: Record<Severity, number | string>): ExpressionSpecification {
  return [
    'match',
    ['get', 'severity'],
    'fatal',
    values.fatal,
    'serious',
    values.serious,
    'slight',
    values.slight,
    values.property,
  ];
}

const colour = bySeverity({
  fatal: severityColour('fatal'),
  serious: severityColour('serious'),
  slight: severityColour('slight'),
  property: severityColour('property'),
});

function radius(extraPx: number): ExpressionSpecification {
  const at = (scale: number) =>
    bySeverity({
      fatal: 8 * scale + extraPx,
      serious: 6.2 * scale + extraPx,
      slight: 4.8 * scale + extraPx,
      property: 3.8 * scale + extraPx,
    });
  return ['interpolate', ['linear'], ['zoom'], 12.5, at(0.6), 15, at(1), 18, at(1.6)];
}

const fadeIn: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 12.5, 0, 13, 1];
/** Only the street or the area is known: drawn hollow, so that it is not read as an exact place. */
const isExact: ExpressionSpecification = ['==', ['coalesce', ['get', 'quality'], 'exact'], 'exact'];

export const accidentsLayer: LayerModule = {
  id: 'accidents',
  sources: {
    accidents: {
      layer: 'accidents',
      minzoom: 5,
      maxzoom: 14,
      idProperty: 'id',
      query: ({ accidentQuery }) => accidentQuery,
    },
  },
  areas: [
    {
      id: 'accidents-heat',
      type: 'heatmap',
      source: 'accidents',
      'source-layer': 'accidents',
      maxzoom: 13.5,
      paint: {
        // Our choice, for the eye only: with the weights of harm (1 : 0.25 : 0.02) slight accidents would not be seen.
        'heatmap-weight': [
          '*',
          bySeverity({ fatal: 1, serious: 0.6, slight: 0.35, property: 0.2 }),
          // From afar a tile carries counts of a grid, each with its gravest severity; the root keeps them readable.
          ['sqrt', ['coalesce', ['get', 'count'], 1]],
        ],
        'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 8, 0.35, 11, 0.8, 13, 1.5],
        'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 7, 5, 11, 14, 13.5, 26],
        'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, 0.75, 13.5, 0],
        'heatmap-color': [
          'interpolate',
          ['linear'],
          ['heatmap-density'],
          0,
          'rgba(179,157,219,0)',
          0.15,
          'rgba(179,157,219,0.4)',
          0.5,
          'rgba(119,71,184,0.75)',
          1,
          'rgba(61,15,115,0.95)',
        ],
      },
    },
  ],
  lines: [],
  points: [
    {
      id: 'accidents-pupil',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      minzoom: 12.5,
      filter: ['all', ['has', 'id'], ['==', ['get', 'pupil'], 'yes']],
      paint: {
        'circle-radius': radius(2.6),
        'circle-color': base.white,
        'circle-stroke-color': base.ink,
        'circle-stroke-width': 1.2,
        'circle-opacity': fadeIn,
        'circle-stroke-opacity': fadeIn,
      },
    },
    {
      id: 'accidents-selected',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      minzoom: 12.5,
      filter: ['has', 'id'],
      paint: {
        'circle-radius': 17,
        'circle-color': accent,
        'circle-opacity': ifSelected(0.25, 0),
        'circle-stroke-color': accent,
        'circle-stroke-width': 2.5,
        'circle-stroke-opacity': ifSelected(1, 0),
      },
    },
    {
      id: 'accidents-point',
      type: 'circle',
      source: 'accidents',
      'source-layer': 'accidents',
      minzoom: 12.5,
      filter: ['has', 'id'],
      layout: {
        'circle-sort-key': bySeverity({ fatal: 4, serious: 3, slight: 2, property: 1 }),
      },
      paint: {
        'circle-radius': radius(0),
        'circle-color': ['case', isExact, colour, base.white],
        'circle-stroke-color': ['case', isExact, base.white, colour],
        'circle-stroke-width': ['case', isExact, 1.2, 1.8],
        'circle-opacity': fadeIn,
        'circle-stroke-opacity': fadeIn,
      },
    },
  ],
  picks: [
    {
      styleLayer: 'accidents-point',
      shape: 'point',
      selection: (properties) => ({ kind: 'accident', id: text(properties, 'id') }),
      name: (properties, label) => {
        const severity = Severity.safeParse(properties.severity);
        const day = text(properties, 'on');
        const word = severity.success ? label(`severity.${severity.data}`) : label('layer.accidents');
        return [word, day === '' ? '' : formatDay(day)].filter(Boolean).join(' · ');
      },
    },
  ],
  selected: (selection) =>
    selection?.kind === 'accident'
      ? [{ source: 'accidents', sourceLayer: 'accidents', id: selection.id }]
      : [],
};

/** Point sizes of the legend in pixels, in the order of `severities`. */
export const accidentLegendSizes: readonly { severity: Severity; radiusPx: number }[] = severities.map(
  (severity, index) => ({ severity, radiusPx: [8, 6.2, 4.8, 3.8][index] ?? 4 }),
);
