// The day on which every browser test plays: the server opens the demo town on it, and the clocks of the pages and of the
// specs go with the server's. What is on a screen is the same on every day.
import { test as base } from '@playwright/test';

export const townDay = '2026-11-20';

/** The server, which is older than this file's run, opened at eight; so nothing here lies in its future. */
const ahead = Date.parse(`${townDay}T08:00:00+07:00`) - Date.now();

/** Milliseconds since 1970, by the clock of the town. */
export function townNow(): number {
  return Date.now() + ahead;
}

// Only what tells the time: timers, frames and measured spans stay the browser's own.
const townClock = `{
  const now = Date.now;
  Date.now = () => now() + ${ahead};
  globalThis.Date = new Proxy(Date, {
    construct: (Real, given) => new Real(...(given.length === 0 ? [Real.now()] : given)),
  });
}`;

export const test = base.extend({
  context: async ({ context }, use) => {
    await context.addInitScript(townClock);
    await use(context);
  },
});
