// Schools as badges with the letter of their band; worse ones lie over better ones, names appear from zoom 13.
import { accent, base } from './colours.ts';
import { semiBold } from './fonts.ts';
import { ifSelected, isTrue, type LayerModule, text } from './layer-module.ts';

export const schoolsLayer: LayerModule = {
  id: 'schools',
  sources: {
    schools: {
      layer: 'schools',
      minzoom: 5,
      maxzoom: 14,
      idProperty: 'id',
      query: ({ riskRun, schoolQuery }) => {
        const query = new URLSearchParams(schoolQuery);
        if (riskRun !== null) query.set('run', riskRun);
        return query.toString();
      },
    },
  },
  areas: [],
  lines: [],
  points: [
    {
      id: 'schools-name',
      type: 'symbol',
      source: 'schools',
      'source-layer': 'schools',
      minzoom: 13,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': semiBold,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 17, 13.5],
        'text-anchor': 'top',
        // Clear of the badge: names that touch their own badge would count as colliding with it.
        'text-offset': [0, 1.7],
        'text-max-width': 9,
        'text-line-height': 1.15,
        'text-padding': 1,
        // The riskiest school keeps its name where names would collide.
        'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'score'], 0]],
      },
      paint: { 'text-color': base.ink, 'text-halo-color': base.white, 'text-halo-width': 1.7 },
    },
    {
      id: 'schools-selected',
      type: 'circle',
      source: 'schools',
      'source-layer': 'schools',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 12, 13, 19, 17, 23],
        'circle-color': accent,
        'circle-opacity': ifSelected(0.25, 0),
        'circle-stroke-color': accent,
        'circle-stroke-width': 3,
        'circle-stroke-opacity': ifSelected(1, 0),
      },
    },
    {
      id: 'schools-badge',
      type: 'symbol',
      source: 'schools',
      'source-layer': 'schools',
      layout: {
        'icon-image': [
          'concat',
          'band-',
          ['match', ['get', 'band'], ['A', 'B', 'C', 'D', 'E'], ['get', 'band'], 'none'],
          ['case', isTrue('invented'), '-invented', ''],
        ],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.32, 11, 0.55, 13, 0.85, 17, 1.15],
        'icon-allow-overlap': true,
        'icon-padding': 0,
        'symbol-sort-key': ['coalesce', ['get', 'score'], -1],
      },
    },
    {
      // Where a badge stands for others: how many schools there are in its place.
      id: 'schools-thinned',
      type: 'symbol',
      source: 'schools',
      'source-layer': 'schools',
      filter: ['>', ['coalesce', ['get', 'schools'], 1], 1],
      layout: {
        'text-field': ['to-string', ['get', 'schools']],
        'text-font': semiBold,
        'text-size': 10,
        'text-anchor': 'top',
        'text-offset': [0, 0.6],
        'text-padding': 0,
        'symbol-sort-key': ['-', 0, ['get', 'schools']],
      },
      paint: { 'text-color': base.ink, 'text-halo-color': base.white, 'text-halo-width': 1.4 },
    },
  ],
  picks: [
    {
      styleLayer: 'schools-badge',
      shape: 'point',
      selection: (properties) => ({ kind: 'school', id: text(properties, 'id') }),
      name: (properties, label) => {
        const band = text(properties, 'band');
        return [text(properties, 'name') || label('layer.schools'), band].filter(Boolean).join(' · ');
      },
    },
  ],
  selected: (selection) =>
    selection?.kind === 'school' ? [{ source: 'schools', sourceLayer: 'schools', id: selection.id }] : [],
};
