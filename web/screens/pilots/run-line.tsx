// By which run the schools are in order, and how a planner computes a new one.
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { Run } from '../../../contract/run.ts';
import { PilotRunParameters } from '../../../contract/run-parameters.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { useRefreshCandidates } from '../../pilot-queries.ts';
import { useRunProgress, useStartRun } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ProblemAlert } from '../data/problem-alert.tsx';
import { may } from './may.ts';
import styles from './pilots.module.css';

export function RunLine({ session, run }: { session: Session; run: Run }) {
  const words = useWords();
  const { t } = words;
  const parameters = PilotRunParameters.safeParse(run.parameters).data;
  const asOf = formatDay(run.asOf);
  return (
    <p className={styles.soft}>
      {parameters === undefined || run.finishedAt === null
        ? t('pilot.run.basisShort', { asOf })
        : t('pilot.run.basis', {
            asOf,
            at: formatMoment(run.finishedAt, session.territory.timeZone),
            least: words.share(parameters.minTopProbability),
            top: words.count(parameters.topRank),
            budget: words.count(parameters.budgetMillionVnd),
          })}
    </p>
  );
}

/** Nothing for those who may not compute. */
export function ComputeButton({ session }: { session: Session }) {
  const words = useWords();
  const { t } = words;
  const start = useStartRun();
  const [id, setId] = useState<string | null>(null);
  const progress = useRunProgress(id);
  const refresh = useRefreshCandidates();
  const status = id === null ? null : (progress.data?.status ?? 'queued');
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (status !== 'done' || seen.current === id) return;
    seen.current = id;
    void refresh();
  }, [status, id, refresh]);
  if (!may(session, 'compute')) return null;
  const begin = (): void => {
    const next = newId();
    start.mutate(
      { id: next, kind: 'pilots', parameters: { asOf: session.today } },
      { onSuccess: () => setId(next) },
    );
  };
  const isBusy = start.isPending || status === 'queued' || status === 'running';
  return (
    <div className={styles.compute}>
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden />}
        loading={isBusy}
        onClick={begin}
      >
        {t('pilot.run.again')}
      </Button>
      <span className="for-readers" role="status">
        {isBusy ? t('pilot.run.running') : ''}
      </span>
      {start.isError ? <ProblemAlert title={t('pilot.failed')} problem={start.error} /> : null}
      {status === 'failed' ? (
        <p className={styles.alarm} role="alert">
          {t('pilot.run.failed')} {progress.data?.error ?? ''}
        </p>
      ) : null}
    </div>
  );
}
