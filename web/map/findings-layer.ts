// Faults found by surveys: a flag, filled while open, pale once recommended, grey when settled.
import type { LayerModule } from './layer-module.ts';

export const findingsLayer: LayerModule = {
  id: 'findings',
  sources: { findings: { layer: 'findings', minzoom: 11, maxzoom: 14, idProperty: 'id' } },
  areas: [],
  lines: [],
  points: [
    {
      id: 'findings-flag',
      type: 'symbol',
      source: 'findings',
      'source-layer': 'findings',
      layout: {
        'icon-image': [
          'match',
          ['get', 'state'],
          'open',
          'finding-open',
          ['recommended', 'accepted'],
          'finding-recommended',
          'finding-done',
        ],
        'icon-anchor': 'bottom',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.4, 14, 0.7, 17, 1],
        'icon-allow-overlap': true,
      },
    },
  ],
  picks: [],
};
