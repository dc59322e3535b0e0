// A score, its interval, band and rank in words, for the list and the panel.
import { Band } from '../../../contract/codes.ts';
import type { RiskSummary } from '../../../contract/risk.ts';
import type { Words } from '../../text/words.ts';

/** Below this mean location quality the server ranks no school. */
const leastLocationQuality = 0.5;

type Score = Pick<RiskSummary, 'score' | 'scoreLow' | 'scoreHigh'>;

/** The end of the scale where score and interval lie together once rounded; null when the interval says more. */
export function scaleEnd({ score, scoreLow, scoreHigh }: Score): 'top' | 'bottom' | null {
  const shown = [score, scoreLow, scoreHigh].map(Math.round);
  if (shown.every((value) => value === 100)) return 'top';
  return shown.every((value) => value === 0) ? 'bottom' : null;
}

/** "Điểm 83, khoảng 65–95 trên thang 0–100". */
export function scoreText(risk: Score, words: Words): string {
  const end = scaleEnd(risk);
  if (end !== null) return words.t(end === 'top' ? 'schools.scoreTop' : 'schools.scoreBottom');
  return words.t('schools.scoreText', {
    score: words.count(risk.score),
    low: words.count(risk.scoreLow),
    high: words.count(risk.scoreHigh),
  });
}

/** "65–95", or in a word that all of it is at one end of the scale. */
export function intervalShort(risk: Score, words: Words): string {
  const end = scaleEnd(risk);
  if (end !== null) return words.t(end === 'top' ? 'school.atTop' : 'school.atBottom');
  return `${words.count(risk.scoreLow)}–${words.count(risk.scoreHigh)}`;
}

/** "Điểm thật nằm trong khoảng 65–95 với xác suất 90%." */
export function intervalSentence(risk: Score, words: Words): string {
  const end = scaleEnd(risk);
  if (end !== null) return words.t(end === 'top' ? 'school.intervalTop' : 'school.intervalBottom');
  return words.t('school.interval', { low: words.count(risk.scoreLow), high: words.count(risk.scoreHigh) });
}

/** "Nhóm E: rất cao"; "Nhóm C–D: trung bình đến cao" for a band of two letters. */
export function bandSentence(
  { band, bandShown }: Pick<RiskSummary, 'band' | 'bandShown'>,
  { t }: Words,
): string {
  const meaning = (of: Band): string => t(`band.${of}`).toLocaleLowerCase();
  const [low, high] = bandShown.match(/[A-E]/g)?.map((letter) => Band.parse(letter)) ?? [];
  return t('school.bandSentence', {
    band: bandShown,
    meaning:
      low === undefined || high === undefined
        ? meaning(band)
        : t('school.bandMeanings', { low: meaning(low), high: meaning(high) }),
  });
}

/** Rank with its range; null for a school that is not ranked. */
export function rankOf({
  rank,
  rankLow,
  rankHigh,
}: Pick<RiskSummary, 'rank' | 'rankLow' | 'rankHigh'>): { rank: number; low: number; high: number } | null {
  return rank === null ? null : { rank, low: rankLow ?? rank, high: rankHigh ?? rank };
}

/** Why a school has no rank: "Chưa xếp hạng: dưới 50% vụ có vị trí tin cậy (hiện 40%)." */
export function notRankedSentence(
  { locationQualityShare }: Pick<RiskSummary, 'locationQualityShare'>,
  { t, share }: Words,
): string {
  return locationQualityShare === null
    ? t('school.notRankedPlain')
    : t('school.notRanked', { least: share(leastLocationQuality), share: share(locationQualityShare) });
}

/** The same for a list, without the share of the school. */
export function notRankedShort(
  { locationQualityShare }: Pick<RiskSummary, 'locationQualityShare'>,
  { t, share }: Words,
): string {
  return locationQualityShare === null
    ? t('schools.notRankedPlain')
    : t('schools.notRanked', { least: share(leastLocationQuality) });
}

/** The second score: "Trên 1.000 học sinh: hạng 3 (0,203 tử vong tương đương/năm)"; null when nothing is ranked. */
export function perPupilSentence(
  risk: Pick<RiskSummary, 'rank' | 'rankPerPupil' | 'ratePerThousandPupils'>,
  { t, count, amount }: Words,
): string | null {
  const { rankPerPupil, ratePerThousandPupils } = risk;
  if (rankPerPupil !== null && ratePerThousandPupils !== null)
    return t('school.perPupilRank', {
      rank: count(rankPerPupil),
      rate: amount(ratePerThousandPupils),
    });
  return risk.rank !== null && ratePerThousandPupils === null ? t('school.perPupilUnknown') : null;
}
