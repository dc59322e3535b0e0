import { describe, expect, test } from 'vitest';
import {
  formatKmAddress,
  type KmPost,
  locateKm,
  parseKmAddress,
  parseKmRange,
  type RoutePart,
} from '../../server/network/linear-reference.ts';

const posts: KmPost[] = [
  { km: 10, offsetMetres: 0 },
  { km: 11, offsetMetres: 980 },
  { km: 12, offsetMetres: 2015 },
  { km: 13, offsetMetres: 3012 },
];
const road: RoutePart[] = [{ id: 'a', posts }];

function place(km: number, metres: number, parts = road): unknown {
  const result = locateKm(parts, { km, metres, hasMetres: true });
  return result.status === 'located' ? result.location : result;
}

describe('kilometre addresses', () => {
  test('are read in every form police write', () => {
    const cases: [string, number, number, boolean][] = [
      ['Km1054+300', 1054, 300, true],
      ['km 10', 10, 0, false],
      ['KM.12+5', 12, 5, true],
      ['  Km 592 + 300 m', 592, 300, true],
      ['Km1.054+300', 1054, 300, true],
      ['Km11+1020', 11, 1020, true],
      ['km7+1.999', 7, 1999, true],
      ['Km0+050, xã Bình Sơn', 0, 50, true],
    ];
    for (const [text, km, metres, hasMetres] of cases) {
      expect({ text, ...parseKmAddress(text) }).toEqual({ text, km, metres, hasMetres });
    }
    for (const text of [
      '',
      'QL.1',
      'Km',
      'Km+300',
      'Km12+2000',
      'Km12345',
      'Km12+12345',
      'Km12+',
      'Km12+a',
      'x Km12',
    ]) {
      expect({ text, address: parseKmAddress(text) }).toEqual({ text, address: undefined });
    }
  });

  test('are read as ranges and written in the legal form', () => {
    expect(parseKmRange('Km 592+300 - Km 593+100')).toEqual({
      from: { km: 592, metres: 300, hasMetres: true },
      to: { km: 593, metres: 100, hasMetres: true },
    });
    expect(parseKmRange('Km592+300 đến Km593')?.to).toEqual({ km: 593, metres: 0, hasMetres: false });
    expect(parseKmRange('Km 592+300')).toBeUndefined();
    expect(parseKmRange('Km 592+300 - 593')).toBeUndefined();
    expect(formatKmAddress({ km: 12, metres: 5 })).toBe('Km12+005');
  });
});

describe('kilometre posts', () => {
  test('calibrate between neighbours, shorter and longer than 1,000 m', () => {
    expect(place(10, 500)).toEqual({
      partId: 'a',
      offsetMetres: 490,
      quality: 'exact',
      isExtrapolated: false,
    });
    expect(place(11, 350)).toMatchObject({ offsetMetres: 1342.25 });
    const last = place(12, 999);
    expect(last).toMatchObject({ quality: 'exact' });
    expect(Reflect.get(Object(last), 'offsetMetres')).toBeCloseTo(3011.003, 9);
    for (const { km, offsetMetres } of posts) expect(place(km, 0)).toMatchObject({ offsetMetres });
  });

  test('keep 1,000 m and more on a long kilometre, and count them on a short one', () => {
    expect(place(11, 1020)).toMatchObject({ offsetMetres: 2015, isExtrapolated: false });
    expect(place(10, 1200)).toMatchObject({ offsetMetres: 980 + 0.2 * 1035 });
  });

  test('place up to 1 km beyond the posts as street, and reject farther', () => {
    expect(place(13, 400)).toEqual({
      partId: 'a',
      offsetMetres: 3412,
      quality: 'street',
      isExtrapolated: true,
    });
    expect(place(9, 0)).toMatchObject({ offsetMetres: -1000, quality: 'street' });
    expect(place(8, 999)).toEqual({ status: 'rejected', reason: 'too_far_from_posts' });
    expect(place(14, 1)).toEqual({ status: 'rejected', reason: 'too_far_from_posts' });
    expect(place(14, 1, [])).toEqual({ status: 'rejected', reason: 'no_posts' });
    expect(place(14, 1, [{ id: 'a', posts: [] }])).toEqual({ status: 'rejected', reason: 'no_posts' });
  });

  test('say street when no metres were written', () => {
    expect(locateKm(road, { km: 11, metres: 0, hasMetres: false })).toMatchObject({
      status: 'located',
      location: { offsetMetres: 980, quality: 'street', isExtrapolated: false },
    });
  });

  test('keep the parts of a broken road apart', () => {
    const parts: RoutePart[] = [
      {
        id: 'b',
        posts: [
          { km: 12, offsetMetres: 0 },
          { km: 14, offsetMetres: 2100 },
        ],
      },
      ...road,
    ];
    expect(locateKm(parts, { km: 12, metres: 500, hasMetres: true })).toMatchObject({
      status: 'ambiguous',
      locations: [{ partId: 'a' }, { partId: 'b', offsetMetres: 525 }],
    });
    // Past the last post of a, but between posts of b.
    expect(place(13, 500, parts)).toMatchObject({ partId: 'b', offsetMetres: 1575, quality: 'exact' });
  });

  test('work on a part drawn against the count, in any order, and refuse posts that disagree', () => {
    const against = [
      {
        id: 'a',
        posts: [
          { km: 11, offsetMetres: 100 },
          { km: 10, offsetMetres: 1080 },
        ],
      },
    ];
    expect(place(10, 500, against)).toMatchObject({ offsetMetres: 590 });
    expect(place(9, 900, against)).toMatchObject({ offsetMetres: 1180, isExtrapolated: true });
    const twice = [{ id: 'a', posts: [...posts, { km: 12, offsetMetres: 2020 }] }];
    expect(() => place(10, 0, twice)).toThrow(RangeError);
    const crossed = [{ id: 'a', posts: [...posts, { km: 14, offsetMetres: 2500 }] }];
    expect(() => place(10, 0, crossed)).toThrow(RangeError);
  });
});
