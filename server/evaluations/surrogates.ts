// What can be seen within weeks where accidents take years: speeds, dangerous stops, queues, use of the crossing,
// helmets. Difference in differences between pilot and comparison schools, and the word that stands on the page. Pure.

/** One watch of a school in one period, by the same protocol at every school. */
export type Watch =
  /** Speeds: mean and standard deviation, km/h, of n vehicles; or queue times, minutes, of n days. */
  | { kind: 'mean'; mean: number; sd: number; n: number }
  /** Share of n people who do it. */
  | { kind: 'share'; yes: number; n: number }
  /** Events in some minutes watched; told per 10 minutes. */
  | { kind: 'rate'; events: number; minutes: number };

export type Estimate = { value: number; variance: number };

/** Our choice: under this a watch says nothing. 112 speeds per period find 3 km/h at a standard deviation of 8. */
const LEAST = { mean: 30, share: 30, rate: 60 };
const PER_MINUTES = 10;

/** Estimate of one watch; null when it is too small to say anything. */
export function estimateOf(watch: Watch): Estimate | null {
  switch (watch.kind) {
    case 'mean':
      if (watch.n < LEAST.mean) return null;
      return { value: watch.mean, variance: watch.sd ** 2 / watch.n };
    case 'share': {
      if (watch.n < LEAST.share) return null;
      // Agresti & Coull 1998: all or none of n is not without uncertainty.
      const share = (watch.yes + 2) / (watch.n + 4);
      return { value: watch.yes / watch.n, variance: (share * (1 - share)) / (watch.n + 4) };
    }
    case 'rate': {
      if (watch.minutes < LEAST.rate) return null;
      const scale = PER_MINUTES / watch.minutes;
      return { value: watch.events * scale, variance: (watch.events + 0.5) * scale ** 2 };
    }
  }
}

/** Watches of one school before and after. */
export type SchoolWatches = { before: Watch; after: Watch };

export type Difference = {
  /** Change at the pilot less the mean change at its comparison schools, in the measure's own unit. */
  value: number;
  low: number;
  high: number;
  /** Probability that it is a change for the better. */
  probabilityImproved: number;
};

/** Half the width of a 95 % interval, standard deviations. */
const Z95 = 1.96;

/**
 * Difference in differences of one measure; null when a watch is too small or there is no comparison school. `better`
 * says whether less (speeds, stops, queues) or more (use of the crossing, helmets) is better.
 */
export function differenceInDifferences(
  pilot: SchoolWatches,
  comparisons: readonly SchoolWatches[],
  better: 'less' | 'more',
): Difference | null {
  const own = changeOf(pilot);
  const others = comparisons.map(changeOf).filter((change) => change !== null);
  if (own === null || others.length === 0) return null;
  const n = others.length;
  const value = own.value - others.reduce((sum, change) => sum + change.value, 0) / n;
  const sd = Math.sqrt(own.variance + others.reduce((sum, { variance }) => sum + variance, 0) / n ** 2);
  const gain = better === 'less' ? -value : value;
  return {
    value,
    low: value - Z95 * sd,
    high: value + Z95 * sd,
    probabilityImproved: sd > 0 ? normalCdf(gain / sd) : gain > 0 ? 1 : gain < 0 ? 0 : 0.5,
  };
}

function changeOf({ before, after }: SchoolWatches): Estimate | null {
  const [first, then] = [estimateOf(before), estimateOf(after)];
  if (first === null || then === null) return null;
  return { value: then.value - first.value, variance: first.variance + then.variance };
}

/** Normal distribution function (Abramowitz & Stegun 7.1.26 is good to 1e-7; this is by Hart 1968 as given by West 2005). */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const tail = Math.exp((-x * x) / 2);
  let above: number;
  if (x < 7.07106781186547) {
    const top = [
      0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
      221.213596169931, 220.206867912376,
    ].reduce((sum, coefficient) => sum * x + coefficient, 0);
    const bottom = [
      0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
      637.333633378831, 793.826512519948, 440.413735824752,
    ].reduce((sum, coefficient) => sum * x + coefficient, 0);
    above = (tail * top) / bottom;
  } else {
    above = tail / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
  }
  return z > 0 ? 1 - above : above;
}

export type Verdict = 'worked' | 'promising' | 'no_change' | 'worse' | 'too_few';

/** Sure enough for a word, for the better and for the worse (our choice, as usual: 95 %). */
const SURE = 0.95;

/**
 * The word for a pilot. worked: speeds and dangerous stops surely better, and accidents likelier fewer than not;
 * worse: one of the two surely worse; promising: one surely better and neither worse; no change: else. Too few: neither
 * was watched enough. Null stands for what was not. Accidents alone never make a word: three schools have one a year.
 */
export function verdict({
  speed,
  stops,
  accidents,
}: {
  speed: number | null;
  stops: number | null;
  accidents: number | null;
}): Verdict {
  const seen = [speed, stops].filter((probability) => probability !== null);
  if (seen.length === 0) return 'too_few';
  if (seen.some((probability) => probability <= 1 - SURE)) return 'worse';
  const surely = seen.filter((probability) => probability >= SURE).length;
  if (surely === 2 && accidents !== null && accidents >= 0.5) return 'worked';
  return surely > 0 ? 'promising' : 'no_change';
}
