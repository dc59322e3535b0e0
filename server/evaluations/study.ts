// What a study comes to: differences of every measure, accidents, and the word with its sentence. Pure.
import type {
  PilotStudy,
  PilotWatch,
  WatchMeasure,
  WatchPeriod,
  WatchValue,
} from '../../contract/evaluation.ts';
import { overdispersionByMoments } from '../risk/empirical-bayes.ts';
import { beforeAfter, comparisonGroup, expectedForPower } from './before-after.ts';
import { type Difference, differenceInDifferences, verdict, type Watch } from './surrogates.ts';

/** Which way each measure should go. */
const better: Record<WatchMeasure, 'less' | 'more'> = {
  speed: 'less',
  stops: 'less',
  queue: 'less',
  crossing_use: 'more',
  helmet: 'more',
};
const measures: WatchMeasure[] = ['speed', 'stops', 'queue', 'crossing_use', 'helmet'];
const afterPeriods = ['month_1', 'month_6'] as const;

function watchOf(value: WatchValue): Watch {
  switch (value.measure) {
    case 'speed':
    case 'queue':
      return { kind: 'mean', mean: value.mean, sd: value.sd, n: value.n };
    case 'stops':
      return { kind: 'rate', events: value.events, minutes: value.minutes };
    case 'crossing_use':
    case 'helmet':
      return { kind: 'share', yes: value.yes, n: value.n };
  }
}

/** Every measure at one and at six months. */
export function differencesOf(
  watches: readonly PilotWatch[],
  pilotId: string,
  comparisonIds: readonly string[],
): PilotStudy['differences'] {
  const find = (schoolId: string, measure: WatchMeasure, period: WatchPeriod): Watch | null => {
    const found = watches.find(
      (one) => one.schoolId === schoolId && one.value.measure === measure && one.period === period,
    );
    return found === undefined ? null : watchOf(found.value);
  };
  const pair = (schoolId: string, measure: WatchMeasure, period: WatchPeriod) => {
    const [before, after] = [find(schoolId, measure, 'before'), find(schoolId, measure, period)];
    return before === null || after === null ? null : { before, after };
  };
  return measures.flatMap((measure) =>
    afterPeriods.map((period) => {
      const pilot = pair(pilotId, measure, period);
      const others = comparisonIds.map((id) => pair(id, measure, period)).filter((one) => one !== null);
      const difference = pilot && differenceInDifferences(pilot, others, better[measure]);
      return { measure, period, difference };
    }),
  );
}

export type Counts = { schoolId: string; before: number; after: number };

/** Our choice, as in the risk model: no group is surer of its spread than this, nor less sure. */
const K_BOUNDS = { low: 0.05, high: 5 };
/** The fall that is asked about: a strong one. */
const FALL_FACTOR = 0.6;

/**
 * Accidents of the pilot among the schools of its level: expected by their mean and spread before (empirical Bayes, so
 * that a school chosen for a bad time is not credited with its end), carried on by how the others' counts went.
 */
export function accidentsOf(
  counts: readonly Counts[],
  pilotId: string,
  comparisonIds: readonly string[],
): Omit<NonNullable<PilotStudy['accidents']>, 'from' | 'to'> {
  const own = counts.find(({ schoolId }) => schoolId === pilotId) ?? { before: 0, after: 0 };
  const others = counts.filter(({ schoolId }) => schoolId !== pilotId);
  const sum = (rows: readonly Counts[], when: 'before' | 'after') =>
    rows.reduce((total, row) => total + row[when], 0);
  const mean = sum(counts, 'before') / Math.max(1, counts.length);
  const moments = overdispersionByMoments(
    counts.map(({ before }) => ({ recorded: before, predicted: mean, countVariance: mean })),
  );
  const effect = beforeAfter([
    {
      recordedBefore: own.before,
      predicted: mean,
      overdispersion: Math.min(K_BOUNDS.high, Math.max(K_BOUNDS.low, Number.isFinite(moments) ? moments : 0)),
      // Half an accident on either side keeps a quiet neighbourhood from meaning never.
      ratio: (sum(others, 'after') + 0.5) / (sum(others, 'before') + 0.5),
      recordedAfter: own.after,
    },
  ]);
  const group = others.filter(({ schoolId }) => comparisonIds.includes(schoolId));
  const compared = comparisonGroup({
    before: own.before,
    after: own.after,
    comparisonBefore: sum(group, 'before'),
    comparisonAfter: sum(group, 'after'),
  });
  const expectedNeeded = expectedForPower(FALL_FACTOR);
  return {
    recordedBefore: own.before,
    recordedAfter: own.after,
    theta: effect && {
      value: effect.theta,
      low: effect.bayes.low,
      high: effect.bayes.high,
      expected: effect.expected,
      median: effect.bayes.median,
      probabilityOfFall: effect.bayes.probabilityOfFall,
    },
    comparison: compared && {
      value: compared.theta,
      low: compared.low,
      high: compared.high,
      expected: compared.expected,
    },
    expectedNeeded,
    isEnough: effect !== null && effect.expected >= expectedNeeded,
  };
}

const sentences: Record<PilotStudy['verdict'], { vi: string; en: string }> = {
  worked: {
    vi: 'Có hiệu quả: tốc độ và dừng đỗ nguy hiểm giảm rõ so với trường đối chứng, tai nạn không trái với điều đó',
    en: 'It worked: speeds and dangerous stops clearly fell against the comparison schools, and accidents do not speak against it',
  },
  promising: {
    vi: 'Có triển vọng: một số chỉ số tốt lên rõ, chưa đủ để kết luận',
    en: 'Promising: some measures clearly improved, not enough for a conclusion',
  },
  no_change: {
    vi: 'Chưa thấy thay đổi rõ so với trường đối chứng',
    en: 'No clear change against the comparison schools',
  },
  worse: {
    vi: 'Xấu đi: tốc độ hoặc dừng đỗ nguy hiểm tăng rõ so với trường đối chứng',
    en: 'Worse: speeds or dangerous stops clearly rose against the comparison schools',
  },
  too_few: {
    vi: 'Chưa đủ quan sát để nói gì: cần đo tốc độ và dừng đỗ trước, sau 1 tháng, sau 6 tháng ở cả trường đối chứng',
    en: 'Too few watches to say anything: speeds and stops are needed before, after 1 and after 6 months, at the comparison schools too',
  },
};

const withoutComparison = {
  vi: 'Không kết luận được: không có trường đối chứng đủ giống, nên không tách được biện pháp khỏi những gì đằng nào cũng đổi',
  en: 'Nothing can be said: no comparison school is alike enough, so the measures cannot be told from what changes anyway',
};

/** The word by the latest period that says something, and its sentence. */
export function wordOf(
  differences: PilotStudy['differences'],
  accidents: PilotStudy['accidents'],
  hasComparison: boolean,
): Pick<PilotStudy, 'verdict' | 'says'> {
  const latest = (measure: WatchMeasure): Difference | null =>
    differences.filter((one) => one.measure === measure && one.difference !== null).at(-1)?.difference ??
    null;
  const word = verdict({
    speed: latest('speed')?.probabilityImproved ?? null,
    stops: latest('stops')?.probabilityImproved ?? null,
    accidents: accidents?.theta?.probabilityOfFall ?? null,
  });
  return { verdict: word, says: hasComparison ? sentences[word] : withoutComparison };
}
