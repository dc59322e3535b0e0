// Says in words that what is shown is not the standard run, how it differs, and offers the way back.
import { Button } from '@mantine/core';
import type { RunKind } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import { formatDay } from '../../format.ts';
import { usePresets } from '../../queries.ts';
import { useWords, type Words } from '../../text/words.ts';
import { usePlanning } from './planning-context.tsx';
import { differencesOf, methodOf } from './run-choice.ts';
import styles from './run-strip.module.css';
import { differencesText } from './run-words.ts';

/** `run` null: the run that the link names cannot be shown. `isShort`: the list says how it differs. */
type Props = { kind: RunKind; run: Run | null; isShort?: boolean };

export function RunStrip({ kind, run, isShort = false }: Props) {
  const words = useWords();
  const { t } = words;
  const { state, change } = usePlanning();
  const presets = usePresets().data?.presets ?? [];
  const isPlain = run?.standard ?? false;
  const goBack = (): void => {
    if (kind === 'risk') change({ riskRun: null });
    else if (kind === 'prediction') change({ predictionRun: null });
    // A hotspot belongs to its run and closes with it.
    else
      change({ hotspotRun: null, selection: state.selection?.kind === 'hotspot' ? null : state.selection });
  };
  return (
    <div className={styles.strip} data-plain={isPlain} role="status">
      <p>
        {run === null ? (
          t('run.stripLost')
        ) : isPlain ? (
          t('run.stripChosen', { day: formatDay(run.asOf) })
        ) : (
          <>
            <strong>{t('run.stripOwn')}</strong>{' '}
            {isShort ? '' : `${t('run.differs', { list: differencesText(run, presets, words) })} `}
            {comparison(run, words)}
          </>
        )}
      </p>
      <Button size="compact-sm" variant="default" onClick={goBack}>
        {isPlain ? t('run.toNewest') : t('run.toStandard')}
      </Button>
    </div>
  );
}

/** More draws only make the interval surer; everything else changes what the numbers mean. */
function comparison(run: Run, { t }: Words): string {
  if (run.kind === 'prediction') return t('run.testsDiffer');
  if (methodOf(run) !== null) return t('run.listsDiffer');
  return differencesOf(run).some(({ name }) => name !== 'draws') ? t('run.scoresDiffer') : '';
}
