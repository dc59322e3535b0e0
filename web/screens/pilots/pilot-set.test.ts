// What is said of the set: how fair it is, and which rule keeps a level's first school out of it.
import { expect, test } from 'vitest';
import type { SchoolLevel } from '../../../contract/codes.ts';
import { equityOf, rulesBrokenBy } from './pilot-set.ts';

function member(
  level: SchoolLevel,
  unitId: string,
  more: { isDisadvantaged?: boolean; isUrban?: boolean } = {},
) {
  return { level, unitId, schoolName: `${level} ${unitId}`, isDisadvantaged: false, isUrban: false, ...more };
}

const set = [
  member('primary', 'a', { isUrban: true }),
  member('lower_secondary', 'b', { isDisadvantaged: true }),
];

test('equityOf counts communes, towns and those behind', () => {
  expect(equityOf(set)).toEqual({ communes: 2, disadvantaged: ['lower_secondary b'], urban: 1, rural: 1 });
});

test('rulesBrokenBy names each rule that the first school would break', () => {
  expect(rulesBrokenBy(set, member('lower_secondary', 'a', { isUrban: true }))).toEqual([
    'one_per_commune',
    'disadvantaged',
    'urban_and_rural',
  ]);
  expect(rulesBrokenBy(set, member('primary', 'b', { isUrban: true }))).toEqual(['one_per_commune']);
  expect(rulesBrokenBy(set, member('primary', 'c', { isUrban: true }))).toEqual([]);
});
