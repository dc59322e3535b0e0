// At which hours of the day a spot is taken, by the minutes that somebody watched it: sightings alone say when officers came.
// Pure.
import type { SpotDetail } from '../../contract/field.ts';

/** One watch that ended at a minute of the territory's day, 0 to 1,439. */
export type Watch = { endMinute: number; minutesWatched: number; minutesSeen: number };

/**
 * Minutes watched and minutes with a violation for each hour of the day. A watch ends when it is noted and reaches back over
 * its minutes, past midnight too; the minutes of violation are spread over it evenly (our choice: nobody notes which).
 */
export function hourProfile(watches: readonly Watch[]): SpotDetail['watchedHours'] {
  const hours = Array.from({ length: 24 }, () => ({ minutesWatched: 0, minutesSeen: 0 }));
  for (const { endMinute, minutesWatched, minutesSeen } of watches) {
    const share = minutesWatched > 0 ? Math.min(1, minutesSeen / minutesWatched) : 0;
    for (let back = 1; back <= minutesWatched; back++) {
      const hour = hours[Math.floor(((((endMinute - back) % DAY) + DAY) % DAY) / 60)];
      if (hour === undefined) continue;
      hour.minutesWatched += 1;
      hour.minutesSeen += share;
    }
  }
  return hours.map(({ minutesWatched, minutesSeen }) => ({
    minutesWatched,
    minutesSeen: Math.round(minutesSeen * 10) / 10,
  }));
}

const DAY = 1_440;
