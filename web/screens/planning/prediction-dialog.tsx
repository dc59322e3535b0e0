// Does a method foretell accidents? A dialog over the map with the test of every method on the years past.
import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { usePrediction } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import { mayStartRuns, usePlanning } from './planning-context.tsx';
import styles from './prediction.module.css';
import { PredictionTable } from './prediction-table.tsx';
import { headline, latestTest } from './prediction-words.ts';
import { RunBar } from './run-bar.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunStrip } from './run-strip.tsx';

export function PredictionDialog({ isWide }: { isWide: boolean }) {
  const { t } = useWords();
  const { state, change } = usePlanning();
  const isNarrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      opened={state.isPredictionOpen}
      onClose={() => change({ isPredictionOpen: false })}
      title={t('prediction.title')}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      size={1040}
      fullScreen={isNarrow}
      zIndex={380}
    >
      <Content isWide={isWide} />
    </Modal>
  );
}

function Content({ isWide }: { isWide: boolean }) {
  const words = useWords();
  const { t } = words;
  const { session, state } = usePlanning();
  const { predictionRun } = state;
  const prediction = usePrediction(predictionRun);
  const run = prediction.data?.run ?? null;
  const test = latestTest(prediction.data?.results ?? []);
  return (
    <div className={styles.content}>
      <p>{t('prediction.intro')}</p>
      {predictionRun === null || prediction.isPending ? null : <RunStrip kind="prediction" run={run} />}
      <RunBar kind="prediction" shown={prediction.data?.run} />
      {prediction.isPending ? (
        <ListSkeleton rows={6} height={44} />
      ) : prediction.isError ? (
        <Failure problem={prediction.error} onRetry={() => void prediction.refetch()} />
      ) : run === null ? (
        <Notice
          tone="empty"
          title={t('prediction.empty')}
          text={t(mayStartRuns(session) ? 'prediction.emptyPlanner' : 'prediction.emptyOther')}
        />
      ) : test === null ? (
        <Notice tone="empty" title={t('prediction.noResults')} text={t('prediction.noResultsHint')} />
      ) : (
        <>
          <p className={styles.headline}>{headline(test, words)}</p>
          <PredictionTable test={test} isWide={isWide} />
          <p className={styles.soft}>
            {t('prediction.legend')} {t('prediction.baselineNote')}
          </p>
        </>
      )}
      {run === null ? null : <RunFacts run={run} />}
    </div>
  );
}
