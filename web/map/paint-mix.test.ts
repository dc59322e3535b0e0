// Each form a paint value has, brought to the mix of its type, looks the same.
import { describe, expect, it } from 'vitest';
import { inMix } from './paint-mix.ts';

const width = (value: unknown) => inMix('line', { 'line-width': value })['line-width'];

describe('the mix of a type', () => {
  it('makes one value for all a value of each feature', () => {
    expect(inMix('fill', { 'fill-color': '#abcdef' })).toEqual({
      'fill-color': ['case', ['has', 'none'], '#abcdef', '#abcdef'],
      'fill-opacity': ['case', ['has', 'none'], 1, 1],
    });
  });

  it('leaves what varies by feature', () => {
    const colour = ['match', ['get', 'kind'], 'park', '#00ff00', '#ffffff'];
    expect(inMix('fill', { 'fill-color': colour })['fill-color']).toEqual(colour);
  });

  it('keeps the stops of a curve over the zoom', () => {
    expect(width(['interpolate', ['linear'], ['zoom'], 8, 3, 14, ['get', 'lanes']])).toEqual([
      'interpolate',
      ['linear'],
      ['zoom'],
      8,
      ['case', ['has', 'none'], 3, 3],
      14,
      ['get', 'lanes'],
    ]);
    expect(width(['step', ['zoom'], 1, 9, 2])).toEqual([
      'step',
      ['zoom'],
      ['case', ['has', 'none'], 1, 1],
      9,
      ['case', ['has', 'none'], 2, 2],
    ]);
  });

  it('gives a value without zoom a stair whose steps are level', () => {
    const selected = ['case', ['boolean', ['feature-state', 'selected'], false], 4, 2];
    expect(width(selected)).toEqual(['step', ['zoom'], selected, 24, selected]);
  });

  it('leaves other types and other properties', () => {
    expect(inMix('background', { 'background-color': '#ffffff' })).toEqual({ 'background-color': '#ffffff' });
    expect(inMix('line', { 'line-dasharray': [2, 2] })['line-dasharray']).toEqual([2, 2]);
  });
});
