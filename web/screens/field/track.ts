// A walk under way: its metres, its gaps, and the legs it is sent in. Pure.
import type { Position } from '../../../contract/geometry.ts';
import type { TrackFix } from '../../../contract/survey.ts';

export type KeptFix = { fix: TrackFix; gap: boolean };

// As the matching on the server breaks a track.
const GAP_SECONDS = 60;
const GAP_METRES = 200;
/** Fixes of one leg: the largest body the server takes holds them with room to spare. */
const LEG_FIXES = 3_000;

/** Metres between two places, on a sphere. */
export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const radians = Math.PI / 180;
  const x = (b[0] - a[0]) * radians * Math.cos(((a[1] + b[1]) / 2) * radians);
  const y = (b[1] - a[1]) * radians;
  return Math.hypot(x, y) * 6_371_009;
}

const placeOf = ([longitude, latitude]: TrackFix): Position => [longitude, latitude];

/** Unbroken stretches of the track; between them the phone knew no place. */
export function stretchesOf(fixes: readonly KeptFix[]): Position[][] {
  return unbroken(fixes).map((stretch) => stretch.map(placeOf));
}

/** The fixes of each unbroken stretch: cut where the walk was paused, and where the server cuts a track. */
export function unbroken(fixes: readonly KeptFix[]): TrackFix[][] {
  const stretches: TrackFix[][] = [];
  fixes.forEach(({ fix, gap }, i) => {
    const before = fixes[i - 1]?.fix;
    const isBroken =
      before === undefined ||
      gap ||
      fix[2] - before[2] > GAP_SECONDS ||
      metresBetween(placeOf(before), placeOf(fix)) > GAP_METRES;
    if (isBroken) stretches.push([fix]);
    else stretches.at(-1)?.push(fix);
  });
  return stretches;
}

/** Metres of a line. */
export function lengthOf(line: readonly Position[]): number {
  return line.reduce((sum, place, i) => {
    const next = line[i + 1];
    return next === undefined ? sum : sum + metresBetween(place, next);
  }, 0);
}

/**
 * The fixes in legs to send: cut at every pause, so that nobody joins what was not walked, and each of at most 3,000, then
 * overlapping the one before by one so that nothing between them is lost. A fix alone says nothing of a way.
 */
export function legsOf(fixes: readonly KeptFix[]): TrackFix[][] {
  const legs: TrackFix[][] = [];
  const starts = fixes.flatMap(({ gap }, i) => (gap || i === 0 ? [i] : []));
  starts.forEach((start, k) => {
    const walked = fixes.slice(start, starts[k + 1]).map(({ fix }) => fix);
    for (let at = 0; at < walked.length - 1; at += LEG_FIXES - 1) legs.push(walked.slice(at, at + LEG_FIXES));
  });
  return legs;
}
