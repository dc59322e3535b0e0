// Why a school has its risk: base, conditions, accidents and neighbouring accidents add up to the total.
// The same numbers stand in a table for those who prefer one.
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RiskExplanation } from '../../../contract/risk.ts';
import { usePresets } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import styles from './waterfall.module.css';
import { WaterfallBar } from './waterfall-bar.tsx';
import { WaterfallGroup } from './waterfall-group.tsx';
import { waterfall } from './waterfall-steps.ts';
import { WaterfallTable } from './waterfall-table.tsx';
import { weightsOf } from './waterfall-words.ts';

export function WaterfallChart({ risk }: { risk: RiskExplanation }) {
  const words = useWords();
  const { t } = words;
  const [view, setView] = useState('chart');
  const sums = useMemo(() => waterfall(risk.parts), [risk.parts]);
  const weights = weightsOf(risk.run, usePresets().data?.presets ?? [], words);
  return (
    <>
      <div className={styles.head}>
        <h3>{t('waterfall.title')}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t('waterfall.view')}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: t('waterfall.chart') },
            { value: 'table', label: t('waterfall.table') },
          ]}
        />
      </div>
      <p className={styles.unit}>{t('waterfall.unit')}</p>
      {view === 'table' ? (
        <WaterfallTable sums={sums} />
      ) : (
        <div className={styles.chart}>
          {sums.groups.map((group) => (
            <WaterfallGroup key={group.kind} group={group} sums={sums} />
          ))}
          <div className={styles.total}>
            <span>{t('waterfall.total')}</span>
            <WaterfallBar step={{ start: 0, end: sums.total, amount: sums.total }} sums={sums} tone="total" />
            <span className={`${styles.amount} numbers`}>{words.amount(sums.total)}</span>
          </div>
        </div>
      )}
      <p className={styles.unit}>
        {t('waterfall.totalRange', { low: words.amount(risk.rateLow), high: words.amount(risk.rateHigh) })}
        {risk.ratePerThousandPupils === null
          ? ''
          : ` · ${t('waterfall.perPupils', { rate: words.amount(risk.ratePerThousandPupils) })}`}
      </p>
      <p className={styles.unit}>
        {weights === null ? '' : `${t('waterfall.weightsNote', weights)} `}
        {t('waterfall.scaleNote')}
      </p>
    </>
  );
}
