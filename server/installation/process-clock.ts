// The clock of the server and of the command line: the real one, or one that starts on a chosen day, on which the demo
// town is the same whenever it is opened.
import type { Clock } from '../context.ts';

/** Where the demo town's clocks stand when it is opened on a day of choice; the town keeps the time of Viet Nam. */
const opening = 'T08:00:00+07:00';

/**
 * The real clock; or, given a day ("2026-11-20"), one that stands at eight in the morning of that day now, and goes on from
 * there.
 */
export function processClock(demoToday: string | undefined, real: Clock = () => new Date()): Clock {
  if (demoToday === undefined) return real;
  const ahead = Date.parse(demoToday + opening) - real().getTime();
  return () => new Date(real().getTime() + ahead);
}
