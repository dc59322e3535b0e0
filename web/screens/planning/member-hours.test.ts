// The accidents of a hotspot by half hour and weekday.
import { expect, test } from 'vitest';
import type { Hotspot } from '../../../contract/hotspot.ts';
import { memberHours } from './member-hours.ts';

type Member = Hotspot['members'][number];

function member(occurredOn: string, occurredTime: string | null, more: Partial<Member> = {}): Member {
  return {
    role: 'core',
    accident: {
      id: '00000000-0000-4000-8000-000000000000',
      sourceKey: '1',
      source: 'test',
      unitId: null,
      occurredOn,
      occurredTime,
      timePrecision: occurredTime === null ? 'day' : 'minute',
      tripWindow: 'other',
      location: null,
      locationQuality: 'exact',
      deaths: 0,
      serious: 0,
      slight: 1,
      severity: 'slight',
      class: null,
      classIsProvisional: true,
      pupilInvolved: 'unknown',
      victimMode: null,
      victimAgeBand: null,
      roadName: null,
      writtenAddress: null,
      batchId: null,
      invented: true,
    },
    ...more,
  };
}

test('members are counted by weekday and half hour, those nearby and without a time are not', () => {
  const hours = memberHours([
    // 16 November 2026 is a Monday, 22 November a Sunday.
    member('2026-11-16', '16:30'),
    member('2026-11-16', '16:59'),
    member('2026-11-22', '00:00'),
    member('2026-11-16', null),
    member('2026-11-16', '16:40', { role: 'nearby' }),
  ]);
  expect(hours.cells).toEqual([
    { weekday: 1, halfHour: 33, accidents: 2 },
    { weekday: 7, halfHour: 0, accidents: 1 },
  ]);
  expect(hours.unknownTime).toBe(1);
});
