// What two reports of one accident are shown to differ in, and what the one that stays takes over by itself.
import { describe, expect, test } from 'vitest';
import type { AccidentRecord } from '../../../contract/quality.ts';
import { viWords } from '../../text/words.fixture.ts';
import { comparedFields, usualTake } from './merge-choice.ts';

const police: AccidentRecord = {
  id: '00000000-0000-4000-8000-000000000001',
  sourceKey: 'HS-1',
  source: 'pc08',
  unitId: 'ZZ-01',
  unitName: 'Xã An Bình',
  occurredOn: '2026-03-02',
  occurredTime: null,
  timePrecision: 'day',
  tripWindow: 'other',
  location: { type: 'Point', coordinates: [108.75, 15.06] },
  locationQuality: 'street',
  deaths: 0,
  serious: 1,
  slight: 0,
  severity: 'serious',
  class: 'serious',
  classIsProvisional: false,
  pupilInvolved: 'unknown',
  victimMode: null,
  victimAgeBand: '11_14',
  roadName: 'QL.99',
  roadClass: 'national',
  writtenAddress: null,
  propertyDamageVnd: 2_000_000,
  batchId: null,
  invented: true,
  revision: 1,
};
const hospital: AccidentRecord = {
  ...police,
  id: '00000000-0000-4000-8000-000000000002',
  source: 'benh-vien',
  occurredTime: '06:40',
  timePrecision: 'minute',
  deaths: 1,
  class: 'serious',
  classIsProvisional: true,
  pupilInvolved: 'yes',
  victimMode: 'bicycle',
  roadName: null,
  propertyDamageVnd: null,
};

describe('comparedFields', () => {
  test('names every field once and marks those that differ', () => {
    const fields = comparedFields(police, hospital, viWords);
    expect(fields).toHaveLength(12);
    expect(fields.filter(({ differs }) => differs).map(({ field }) => field)).toEqual([
      'time',
      'deaths',
      'damage',
      'class',
      'pupil',
      'victimMode',
      'road',
    ]);
    expect(fields.find(({ field }) => field === 'class')).toMatchObject({ second: 'Nghiêm trọng (tạm)' });
    expect(fields.find(({ field }) => field === 'damage')).toMatchObject({
      first: '2.000.000 đồng',
      second: 'Chưa rõ',
    });
  });
});

describe('usualTake', () => {
  test('takes what only the other knows, or knows better, and never numbers of people', () => {
    expect(usualTake(police, hospital)).toEqual(['time', 'pupil', 'victimMode']);
    expect(usualTake(hospital, police)).toEqual(['damage', 'class', 'road']);
  });

  test('prefers a place that is exact to one on the street, and any to none', () => {
    expect(usualTake({ ...police, location: null }, police)).toEqual(['place']);
    expect(usualTake(police, { ...police, locationQuality: 'exact' })).toEqual(['place']);
    expect(usualTake(police, police)).toEqual([]);
  });
});
