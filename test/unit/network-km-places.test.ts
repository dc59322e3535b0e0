// Kilometre addresses on roads of a plane: a road in edges drawn either way, posts that are not 1,000 m apart, a break.
import { describe, expect, test } from 'vitest';
import { type PostPlace, placesOfAddress } from '../../server/network/km-places.ts';
import { parseKmAddress } from '../../server/network/linear-reference.ts';
import { planeRoads } from '../support/plane-roads.ts';

/** QL.9: 3,500 m straight east, then 1,000 m north; the second edge is drawn backwards. */
const road = planeRoads([
  { path: [[0, 0] as const, [1_500, 0] as const], name: 'QL.9' },
  { path: [[3_500, 0] as const, [1_500, 0] as const], name: 'QL.9' },
  { path: [[3_500, 0] as const, [3_500, 1_000] as const], name: 'QL.9' },
]);
/** Km10 to Km11 is 980 m long, Km11 to Km12 1,035 m; the posts stand 6 m beside the road. */
const posts: PostPlace[] = [
  { part: '', nominalMetres: 10_000, x: 200, y: 6 },
  { part: '', nominalMetres: 11_000, x: 1_180, y: 6 },
  { part: '', nominalMetres: 12_000, x: 2_215, y: -6 },
  { part: '', nominalMetres: 13_000, x: 3_215, y: 6 },
];

function find(text: string, given = posts, network = road) {
  const address = parseKmAddress(text);
  if (address === undefined) throw new Error(text);
  return placesOfAddress(network, given, address);
}

describe('an address on a road', () => {
  test.each([
    // 200 + 0.5 x 980; 1,180 + 0.35 x 1,035; 2,215 exactly; 3,215 + 500 is 215 m up the bend.
    ['Km10+500', 690, 0, 'exact'],
    ['Km 11+350', 1_542.25, 0, 'exact'],
    ['Km12+000', 2_215, 0, 'exact'],
    ['Km13+500', 3_500, 215, 'street'],
    ['Km9+900', 100, 0, 'street'],
  ] as const)('%s', (text, x, y, quality) => {
    const found = find(text);
    if (found.status !== 'located') throw new Error(found.status);
    expect(found.places).toHaveLength(1);
    expect(found.places[0]).toMatchObject({ part: '', quality });
    expect(found.places[0]?.x).toBeCloseTo(x, 6);
    expect(found.places[0]?.y).toBeCloseTo(y, 6);
  });

  test('farther than a kilometre from the posts, or without any, is rejected', () => {
    expect(find('Km20')).toEqual({ status: 'rejected', reason: 'too_far_from_posts' });
    expect(find('Km10+500', [])).toEqual({ status: 'rejected', reason: 'no_posts' });
    // 150 m from the road: another road's posts.
    expect(find('Km10+500', [{ part: '', nominalMetres: 10_000, x: 200, y: 150 }])).toMatchObject({
      reason: 'no_posts',
    });
  });

  test('a count that breaks is two parts, and an address of both is for a person to choose', () => {
    const broken = posts.map((post) => ({ ...post, part: post.nominalMetres < 12_000 ? 'a' : 'b' }));
    const again = [
      ...broken.filter(({ part }) => part === 'a'),
      { part: 'b', nominalMetres: 10_000, x: 2_215, y: 0 },
      { part: 'b', nominalMetres: 11_000, x: 3_215, y: 0 },
    ];
    const found = find('Km10+500', again);
    expect(found).toMatchObject({ status: 'ambiguous', places: [{ part: 'a' }, { part: 'b' }] });
    if (found.status === 'rejected') throw new Error(found.reason);
    expect(found.places.map(({ x }) => Math.round(x))).toEqual([690, 2_715]);
  });

  test('posts that go back and forth make no address sure', () => {
    const swapped = posts.map((post, i) => (i === 1 ? { ...post, x: 2_900 } : post));
    expect(find('Km10+500', swapped)).toEqual({ status: 'rejected', reason: 'posts_out_of_order' });
  });

  test('two carriageways that share no node keep their own posts', () => {
    const dual = planeRoads([
      { path: [[0, 0] as const, [3_000, 0] as const], name: 'QL.9' },
      { path: [[3_000, 30] as const, [0, 30] as const], name: 'QL.9' },
    ]);
    const sides = [0, 30].flatMap((y) =>
      [10_000, 11_000].map((nominalMetres, i) => ({ part: `${y}`, nominalMetres, x: 500 + i * 1_000, y })),
    );
    const found = find('Km10+250', sides, dual);
    if (found.status === 'rejected') throw new Error(found.reason);
    expect(found.places.map(({ part, x, y }) => [part, Math.round(x), Math.round(y)])).toEqual([
      ['0', 750, 0],
      ['30', 750, 30],
    ]);
  });
});
