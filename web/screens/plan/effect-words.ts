// The change that a plan promises, in one sentence; never more than its interval allows. Pure.
import type { PlanEvaluation } from '../../../contract/plan.ts';
import type { Words } from '../../text/words.ts';

/** Our choice: less than one part in two hundred is no change to speak of. */
const leastChange = 0.005;

/** "Giảm khoảng 23% thiệt hại của cả trường (khoảng 90%: từ −2% đến −41%)". */
export function changeSentence({ ratio }: Pick<PlanEvaluation, 'ratio'>, words: Words): string {
  const { t } = words;
  const change = 1 - ratio.median;
  if (Math.abs(change) < leastChange) return t('plan.effect.ratioNone');
  const sentence = t(change > 0 ? 'plan.effect.ratio' : 'plan.effect.ratioWorse', {
    share: words.share(Math.abs(change)),
  });
  const range = t('plan.effect.ratioRange', {
    low: signedShare(ratio.low - 1, words),
    high: signedShare(ratio.high - 1, words),
  });
  return `${sentence} (${range})`;
}

/** "−12%", "+3%": what happens to the harm. */
function signedShare(share: number, words: Words): string {
  const text = words.share(Math.abs(share));
  if (Math.abs(share) < leastChange) return text;
  return share < 0 ? `−${text}` : `+${text}`;
}
