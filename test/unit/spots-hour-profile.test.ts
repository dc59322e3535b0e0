// The hours at which a spot is taken, by the minutes somebody watched it.
import { describe, expect, it } from 'vitest';
import { hourProfile } from '../../server/spots/hour-profile.ts';

const watched = (hours: ReturnType<typeof hourProfile>) =>
  hours.flatMap(({ minutesWatched, minutesSeen }, hour) =>
    minutesWatched === 0 ? [] : [[hour, minutesWatched, minutesSeen]],
  );

describe('hourProfile', () => {
  it('gives the minutes to the hours they fell in, reaching back from when it was noted', () => {
    const watch = { endMinute: 7 * 60 + 10, minutesWatched: 30, minutesSeen: 15 };
    expect(watched(hourProfile([watch]))).toEqual([
      [6, 20, 10],
      [7, 10, 5],
    ]);
    expect(watched(hourProfile([watch, { endMinute: 7 * 60, minutesWatched: 10, minutesSeen: 0 }]))).toEqual([
      [6, 30, 10],
      [7, 10, 5],
    ]);
  });

  it('reaches past midnight, and has no more violation than watching', () => {
    expect(watched(hourProfile([{ endMinute: 5, minutesWatched: 10, minutesSeen: 99 }]))).toEqual([
      [0, 5, 5],
      [23, 5, 5],
    ]);
    expect(hourProfile([])).toHaveLength(24);
  });
});
