import { expect, test } from 'vitest';
import { groupAfterGroup, inGroups } from '../../server/screening/groups.ts';

test('elements lie by group, in their own order, and groups in any order', () => {
  const groups = inGroups([2, 0, 2, 3, 0, 2], 5);
  expect([...groups.order]).toEqual([1, 4, 0, 2, 5, 3]);
  expect([...groups.first]).toEqual([0, 2, 2, 5, 6, 6]);
  expect([...groupAfterGroup(groups, Uint32Array.of(3, 4, 2, 1, 0))]).toEqual([3, 0, 2, 5, 1, 4]);
});

test('no elements are in no group', () => {
  const groups = inGroups([], 2);
  expect([...groups.first]).toEqual([0, 0, 0]);
  expect([...groupAfterGroup(groups, Uint32Array.of(1, 0))]).toEqual([]);
});
