// A place along a route and parts of a route, on a right angle of two hundred metres.
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../contract/geometry.ts';
import { nearestAlong, partOfLine } from './along.ts';
import { lengthOf } from './track.ts';

const METRE = 1 / 111_195;
const at = (east: number, north: number): Position => [108 + east * METRE, north * METRE];
const corner = [at(0, 0), at(100, 0), at(100, 100)];

describe('nearestAlong', () => {
  it('gives metres from the start and off the line', () => {
    const found = nearestAlong(corner, 200, at(40, 7));
    expect(found?.alongMetres).toBeCloseTo(40, 1);
    expect(found?.offMetres).toBeCloseTo(7, 1);
    expect(nearestAlong(corner, 200, at(90, 60))?.alongMetres).toBeCloseTo(160, 1);
    expect(nearestAlong(corner, 200, at(130, 130))?.alongMetres).toBeCloseTo(200, 1);
  });

  it('stretches to the length that is said', () => {
    expect(nearestAlong(corner, 220, at(100, 0))?.alongMetres).toBeCloseTo(110, 1);
  });

  it('knows no place on a line without length', () => {
    expect(nearestAlong([at(0, 0), at(0, 0)], 0, at(1, 1))).toBeNull();
  });
});

describe('partOfLine', () => {
  it('follows the corners between its ends', () => {
    const part = partOfLine(corner, 200, { fromMetres: 60, toMetres: 150 });
    expect(part).toHaveLength(3);
    expect(lengthOf(part)).toBeCloseTo(90, 1);
    expect(part[1]?.[0]).toBeCloseTo(108 + 100 * METRE, 9);
  });

  it('ends with the line, and is empty beyond it', () => {
    expect(lengthOf(partOfLine(corner, 200, { fromMetres: 150, toMetres: 400 }))).toBeCloseTo(50, 1);
    expect(partOfLine(corner, 200, { fromMetres: 300, toMetres: 400 })).toEqual([]);
  });
});
