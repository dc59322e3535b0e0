// Where nobody may stop or park by law, in red and white stripes: 5 m beside gates and around junctions. A click says why.
import { noStoppingColour } from './colours.ts';
import type { LayerModule } from './layer-module.ts';

const from = { source: 'no_stopping', 'source-layer': 'no_stopping' };

export const noStoppingLayer: LayerModule = {
  id: 'no_stopping',
  sources: { no_stopping: { layer: 'no_stopping', minzoom: 16, maxzoom: 16 } },
  areas: [],
  // Over the roads, for the stripes lie on them.
  lines: [
    { id: 'no-stopping-area', type: 'fill', ...from, paint: { 'fill-pattern': 'no-stopping' } },
    {
      id: 'no-stopping-outline',
      type: 'line',
      ...from,
      paint: { 'line-color': noStoppingColour, 'line-width': 1.5 },
    },
  ],
  points: [],
  picks: [],
  notes: [
    {
      styleLayer: 'no-stopping-area',
      lines: ({ reason }, label) => [
        label(reason === 'gate' ? 'no_stopping.gate' : 'no_stopping.junction'),
        label('no_stopping.law'),
      ],
    },
  ],
};
