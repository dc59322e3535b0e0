// The accidents of a hotspot by half hour and weekday, in the shape of a school's pattern.
import type { Hotspot } from '../../../contract/hotspot.ts';
import type { SchoolPattern } from '../../../contract/pattern.ts';

export type MemberHours = Pick<SchoolPattern, 'cells' | 'tripWindows' | 'unknownTime'>;

/** Members that count and are in scope; accidents nearby are left out as in the hotspot's own number. */
export function memberHours(members: Hotspot['members']): MemberHours {
  const counts = new Map<number, number>();
  let unknownTime = 0;
  for (const { role, accident } of members) {
    if (role === 'nearby') continue;
    const { occurredOn, occurredTime, timePrecision } = accident;
    if (occurredTime === null || timePrecision === 'day') {
      unknownTime++;
      continue;
    }
    const [hours = 0, minutes = 0] = occurredTime.split(':').map(Number);
    const cell = isoWeekday(occurredOn) * 100 + hours * 2 + Math.floor(minutes / 30);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = [...counts]
    .sort(([one], [other]) => one - other)
    .map(([cell, accidents]) => ({ weekday: Math.floor(cell / 100), halfHour: cell % 100, accidents }));
  // The bells of many schools may ring around a place: none is drawn.
  return { cells, unknownTime, tripWindows: [] };
}

/** 1 Monday … 7 Sunday. */
function isoWeekday(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}
