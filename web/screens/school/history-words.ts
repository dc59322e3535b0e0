// What changed for a school from one risk run to the next, in a sentence.
import type { HistoryPoint } from '../../../contract/school-page.ts';
import { formatDay } from '../../format.ts';
import type { Words } from '../../text/words.ts';

/** "Lên 3 hạng (nguy cơ hơn), điểm +18, vì kỳ số liệu khác; khoảng hạng còn chồng nhau nên có thể chỉ là dao động." */
export function changeSentence({ change }: Pick<HistoryPoint, 'change'>, words: Words): string {
  const { t } = words;
  if (change === null) return t('schoolPage.first');
  if (change.cause === null) return t('schoolPage.same');
  const { rankChange, scoreChange, isMeaningful } = change;
  const cause = causeText(change, words);
  if (rankChange === 0 && Math.round(scoreChange) === 0) return `${t('schoolPage.nearlySame')}, ${cause}.`;
  const rank =
    rankChange === null
      ? null
      : rankChange === 0
        ? t('schoolPage.rankSame')
        : t(rankChange > 0 ? 'schoolPage.rankUp' : 'schoolPage.rankDown', {
            count: Math.abs(rankChange),
          });
  const score = t('schoolPage.scoreMoved', { change: words.change(scoreChange, 0) });
  const parts = [rank, score, cause].filter((part) => part !== null).join(', ');
  const sure =
    isMeaningful === null || rankChange === 0
      ? ''
      : `; ${t(isMeaningful ? 'schoolPage.bySure' : 'schoolPage.byChance')}`;
  const sentence = `${parts}${sure}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A run that only looks back from another day differs by its period, not by anything that was chosen. */
function causeText({ cause, parameters }: NonNullable<HistoryPoint['change']>, words: Words): string {
  const { t } = words;
  const chosen = parameters.filter(({ name }) => name !== 'asOf');
  if (cause === 'parameters' && chosen.length === 0) return t('schoolPage.cause.period');
  if (cause === 'parameters')
    return t('schoolPage.cause.parameters', {
      list: chosen.map(({ name }) => words.code('parameter', name)).join(', '),
    });
  return t(`schoolPage.cause.${cause ?? 'data'}`);
}

/** All points in a line, for those who do not see the chart. */
export function historyText(points: readonly HistoryPoint[], { t, count }: Words): string {
  return points
    .map(({ asOf, score, scoreLow, scoreHigh }) =>
      t('schoolPage.historyPoint', {
        asOf: formatDay(asOf),
        score: count(score),
        low: count(scoreLow),
        high: count(scoreHigh),
      }),
    )
    .join('; ');
}
