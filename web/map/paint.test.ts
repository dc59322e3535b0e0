// Opacity over every form a paint value has, and the dark scheme's replacement of colours.
import { describe, expect, it } from 'vitest';
import { base } from './colours.ts';
import { faded, inScheme } from './paint.ts';

describe('an opacity', () => {
  it('of nothing said is the share itself', () => {
    expect(faded(undefined, 0.4)).toBe(0.4);
  });

  it('is multiplied as a number and as an expression', () => {
    expect(faded(0.5, 0.5)).toBe(0.25);
    expect(faded(['case', true, 1, 0.3], 0.5)).toEqual(['*', 0.5, ['case', true, 1, 0.3]]);
  });

  it('over the zoom is multiplied at its outputs, for zoom may only stand at the top', () => {
    expect(faded(['interpolate', ['linear'], ['zoom'], 12, 0, 13, ['get', 'share']], 0.5)).toEqual([
      'interpolate',
      ['linear'],
      ['zoom'],
      12,
      0,
      13,
      ['*', 0.5, ['get', 'share']],
    ]);
    expect(faded(['step', ['zoom'], 0.2, 9, 1], 0.5)).toEqual(['step', ['zoom'], 0.1, 9, 0.5]);
  });
});

describe('the dark scheme', () => {
  it('leaves the light one as it is, and what is no colour', () => {
    expect(inScheme('line-color', base.road, 'light')).toBe(base.road);
    expect(inScheme('line-width', 3, 'dark')).toBe(3);
  });

  it('darkens roads inside of an expression, and keeps the white rims of points', () => {
    const expression = ['match', ['get', 'class'], 'national', base.roadNational, base.road];
    const dark = inScheme('line-color', expression, 'dark');
    expect(dark).not.toEqual(expression);
    expect(JSON.stringify(dark)).not.toContain(base.road);
    expect(inScheme('circle-stroke-color', base.white, 'dark')).toBe(base.white);
  });
});
