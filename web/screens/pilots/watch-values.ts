// Numbers of watches: what is typed becomes a value of the contract, a value becomes a point with its interval, and what
// is missing for a difference. Pure.
import {
  type PilotStudy,
  type PilotWatch,
  type WatchMeasure,
  WatchPeriod,
  WatchValue,
} from '../../../contract/evaluation.ts';

/** In the order of the page: the two that make the word come first. */
export const measures = [
  'speed',
  'stops',
  'queue',
  'crossing_use',
  'helmet',
] as const satisfies WatchMeasure[];

/** Which number is being typed. */
export type WatchPlace = { schoolId: string; schoolName: string; measure: WatchMeasure; period: WatchPeriod };

/** What is typed for a measure, in the order of the form. */
export const watchFields = {
  speed: ['mean', 'sd', 'p85', 'n'],
  stops: ['events', 'minutes'],
  queue: ['mean', 'sd', 'n'],
  crossing_use: ['yes', 'n'],
  helmet: ['yes', 'n'],
} as const satisfies Record<WatchMeasure, readonly string[]>;
export type WatchField = (typeof watchFields)[WatchMeasure][number];
/** Text: as it stands while a number is being typed, with a point ("36.", "36.50"). */
export type WatchDraft = Partial<Record<WatchField, number | string | null>>;

/** The value that a draft stands for; null while it is none. A 85th percentile may be left out. */
export function valueOfDraft(measure: WatchMeasure, draft: WatchDraft): WatchValue | null {
  const numbers = watchFields[measure].map((field) => {
    const typed = draft[field] ?? '';
    return [field, typed === '' ? null : Number(typed)] as const;
  });
  const parsed = WatchValue.safeParse({ ...Object.fromEntries(numbers), measure });
  return parsed.success ? parsed.data : null;
}

export function draftOfValue(value: WatchValue): WatchDraft {
  const { measure: _, ...numbers } = value;
  return numbers;
}

/** Half the width of a 95 % interval, standard deviations. */
const z95 = 1.96;
/** Events are told per this many minutes. */
const perMinutes = 10;

export type Point = { value: number; low: number; high: number };

/**
 * A watch as a point with its 95 % interval: km/h, events per 10 minutes, minutes, or per cent. Shares by Agresti & Coull
 * 1998, rates by the Poisson distribution.
 */
export function pointOf(value: WatchValue): Point {
  const around = (at: number, sd: number): Point => ({
    value: at,
    low: Math.max(0, at - z95 * sd),
    high: at + z95 * sd,
  });
  switch (value.measure) {
    case 'speed':
    case 'queue':
      return around(value.mean, value.sd / Math.sqrt(value.n));
    case 'stops': {
      const scale = perMinutes / value.minutes;
      return around(value.events * scale, Math.sqrt(value.events + 0.5) * scale);
    }
    case 'crossing_use':
    case 'helmet': {
      const share = (value.yes + 2) / (value.n + 4);
      const half = z95 * Math.sqrt((share * (1 - share)) / (value.n + 4));
      return {
        value: (100 * value.yes) / value.n,
        low: 100 * Math.max(0, share - half),
        high: 100 * Math.min(1, share + half),
      };
    }
  }
}

export function watchOf(
  watches: readonly PilotWatch[],
  of: { schoolId: string; measure: WatchMeasure; period: WatchPeriod },
): PilotWatch | undefined {
  return watches.find(
    ({ schoolId, period, value }) =>
      schoolId === of.schoolId && period === of.period && value.measure === of.measure,
  );
}

export type LinePoint = { period: WatchPeriod; value: number; low: number | null; high: number | null };

/** The pilot's points of a measure, and the plain means of its comparison schools where all seen schools were watched. */
export function linesOf(
  { decision, comparisons, watches }: Pick<PilotStudy, 'decision' | 'comparisons' | 'watches'>,
  measure: WatchMeasure,
): { pilot: LinePoint[]; comparison: LinePoint[] } {
  const point = (schoolId: string, period: WatchPeriod): Point | null => {
    const watch = watchOf(watches, { schoolId, measure, period });
    return watch === undefined ? null : pointOf(watch.value);
  };
  const others = comparisons.filter(({ schoolId }) => watches.some((watch) => watch.schoolId === schoolId));
  return {
    pilot: WatchPeriod.options.flatMap((period) => {
      const found = point(decision.schoolId, period);
      return found === null ? [] : [{ period, ...found }];
    }),
    comparison: WatchPeriod.options.flatMap((period) => {
      const found = others.map(({ schoolId }) => point(schoolId, period)).filter((each) => each !== null);
      if (others.length === 0 || found.length < others.length) return [];
      const value = found.reduce((sum, each) => sum + each.value, 0) / found.length;
      return [{ period, value, low: null, high: null }];
    }),
  };
}

export type Gap = { schoolName: string; periods: WatchPeriod[] };

/** Schools of a study whose watches for a difference are not there (in one's scope), each with the periods missing. */
export function gapsOf(
  { decision, comparisons, watches }: Pick<PilotStudy, 'decision' | 'comparisons' | 'watches'>,
  measure: WatchMeasure,
  period: 'month_1' | 'month_6',
): Gap[] {
  return [decision, ...comparisons].flatMap(({ schoolId, schoolName }) => {
    const periods = (['before', period] as const).filter(
      (each) => watchOf(watches, { schoolId, measure, period: each }) === undefined,
    );
    return periods.length === 0 ? [] : [{ schoolName, periods }];
  });
}
