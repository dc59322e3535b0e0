// The methods of a test beneath one another, a column for each share of roads marked; on a phone one column at a time.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { PredictionResult } from '../../../contract/prediction.ts';
import { useWords } from '../../text/words.ts';
import { HitBar } from './hit-bar.tsx';
import styles from './prediction.module.css';
import {
  intervalPercents,
  isBaseline,
  type LatestTest,
  resultText,
  usualBudget,
} from './prediction-words.ts';

export function PredictionTable({ test, isWide }: { test: LatestTest; isWide: boolean }) {
  const words = useWords();
  const { t } = words;
  const [chosen, setChosen] = useState(usualBudget(test.budgets));
  const budgets = isWide ? test.budgets : test.budgets.filter((budget) => budget === chosen);
  return (
    <>
      {isWide || chosen === null ? null : (
        <div>
          <p className={styles.soft}>{t('prediction.budget')}</p>
          <SegmentedControl
            aria-label={t('prediction.budget')}
            fullWidth
            value={String(chosen)}
            data={test.budgets.map((budget) => ({ value: String(budget), label: words.share(budget) }))}
            onChange={(value) => setChosen(Number(value))}
          />
        </div>
      )}
      <table className={styles.table}>
        <caption>
          {t('prediction.tableTitle', {
            testYear: test.testYear,
            accidents: t('common.accidents', { count: test.testTotal, shown: words.count(test.testTotal) }),
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('prediction.methodHead')}</th>
            {budgets.map((budget) => (
              <th key={budget} scope="col">
                {t('prediction.budgetHead', { share: words.share(budget) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {test.rows.map(({ method, byBudget }) => (
            <tr key={method} data-baseline={isBaseline(method)}>
              <th scope="row">
                {t(`prediction.method.${method}`)}
                {isBaseline(method) ? (
                  <span className={styles.baseline}>{t('prediction.baseline')}</span>
                ) : null}
              </th>
              {budgets.map((budget) => (
                <td key={budget}>
                  <Cell result={byBudget.get(budget)} scale={test.scale} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A method that names few places marks less than it may; below this share of the budget that is said. */
const fullyMarked = 0.9;

function Cell({ result, scale }: { result: PredictionResult | undefined; scale: number }) {
  const words = useWords();
  const { t } = words;
  if (result === undefined) return <span className={styles.soft}>{t('prediction.absent')}</span>;
  const { hitRate, hitRateInterval, pai, lengthShare, budgetShare, method } = result;
  if (hitRate === null) return <span className={styles.soft}>{t('prediction.cellNone')}</span>;
  const interval = hitRateInterval === null ? null : intervalPercents(hitRateInterval, words);
  return (
    <>
      <HitBar
        value={hitRate}
        interval={hitRateInterval}
        chance={lengthShare}
        scale={scale}
        isBaseline={isBaseline(method)}
        label={resultText(result, words)}
      />
      <span className={`${styles.figures} numbers`} aria-hidden>
        <b>{words.share(hitRate)}</b>
        {interval === null ? null : ` (${interval.low}–${interval.high})`}
      </span>
      {pai === null || pai === 0 ? null : (
        <span className={`${styles.figures} ${styles.soft} numbers`}>
          {t('prediction.times', { times: words.decimal(pai, pai < 10 ? 1 : 0) })}
        </span>
      )}
      {lengthShare < budgetShare * fullyMarked ? (
        <span className={`${styles.figures} ${styles.soft} numbers`}>
          {t('prediction.markedLess', { share: `${words.decimal(lengthShare * 100, 1)}%` })}
        </span>
      ) : null}
    </>
  );
}
