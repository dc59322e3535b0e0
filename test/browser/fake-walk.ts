// Positions for a phone in a test: a walk along a line with the noise of a phone and a stretch without any.
import type { Page } from '@playwright/test';

export type Position = [longitude: number, latitude: number];
/** Accuracy in metres; moment in milliseconds since 1970. */
export type Fix = [longitude: number, latitude: number, accuracyMetres: number, at: number];

const metresPerDegree = 111_195;
const walkingMetresPerSecond = 1.3;
const stepMetres = 12;
const noiseMetres = 4;

/** Runs in every page before its own scripts: positions come when the test says so, as many at once as it likes. */
export const fakeGeolocation = `
  const watchers = new Map();
  let last = 0;
  const tell = (ok, [longitude, latitude, accuracy, timestamp]) => ok({ coords: { longitude, latitude, accuracy }, timestamp });
  navigator.geolocation.watchPosition = (ok) => {
    watchers.set(++last, ok);
    const stood = sessionStorage.getItem('stood');
    if (stood !== null) setTimeout(() => watchers.has(last) && tell(ok, [...JSON.parse(stood), 6, Date.now()]));
    return last;
  };
  navigator.geolocation.clearWatch = (id) => watchers.delete(id);
  globalThis.passFixes = async (fixes) => {
    while (watchers.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const fix of fixes) for (const ok of watchers.values()) tell(ok, fix);
  };
  globalThis.standAt = (place) => {
    sessionStorage.setItem('stood', JSON.stringify(place));
    for (const ok of watchers.values()) tell(ok, [...place, 6, Date.now()]);
  };
`;

export async function standAt(page: Page, place: Position): Promise<void> {
  await page.evaluate(`standAt(${JSON.stringify(place)})`);
}

/** The phone has no position until it is given one again. */
export async function loseSight(page: Page): Promise<void> {
  await page.evaluate("sessionStorage.removeItem('stood')");
}

export async function passFixes(page: Page, fixes: readonly Fix[]): Promise<void> {
  await page.evaluate(`passFixes(${JSON.stringify(fixes)})`);
}

/** Place some metres from the start of a line, at most its end. */
export function placeAt(path: readonly Position[], metres: number): Position {
  let left = metres;
  for (const [i, a] of path.entries()) {
    const b = path[i + 1];
    if (b === undefined) break;
    const length = metresBetween(a, b);
    if (left <= length)
      return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    left -= length;
  }
  return path.at(-1)!;
}

/**
 * A walk along the whole line that ended some minutes ago, a step of 12 m every 9 s, each up to 4 m off; none between the
 * metres of `lost`.
 */
export function walkAlong(
  path: readonly Position[],
  lost: { from: number; to: number },
  endedAt: number,
): Fix[] {
  const length = path.reduce(
    (sum, a, i) => sum + (path[i + 1] === undefined ? 0 : metresBetween(a, path[i + 1]!)),
    0,
  );
  const fixes: Fix[] = [];
  for (let step = 0; ; step++) {
    const metres = Math.min(step * stepMetres, length);
    const [longitude, latitude] = placeAt(path, metres);
    const off = (turn: number) => (Math.sin(step * turn) * noiseMetres) / metresPerDegree;
    const at = Math.round(endedAt - ((length - metres) / walkingMetresPerSecond) * 1_000);
    if (metres < lost.from || metres > lost.to)
      fixes.push([longitude + off(2.3), latitude + off(1.7), 6, at]);
    if (metres === length) return fixes;
  }
}

function metresBetween(a: Position, b: Position): number {
  const east = Math.cos((a[1] * Math.PI) / 180);
  return Math.hypot((b[0] - a[0]) * east, b[1] - a[1]) * metresPerDegree;
}
