// Which computation a list shows, and for planners: start another, see how far it is, stop it.
import { Button, Group, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import type { RunKind } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import { formatDay } from '../../format.ts';
import { isActive, useCancelRun, useRefreshAfterRun, useRunProgress, useRuns } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { mayStartRuns, usePlanning } from './planning-context.tsx';
import styles from './run-bar.module.css';
import { RunForm } from './run-form.tsx';
import { runPeriod } from './run-period.ts';

/** `latest` is the run the list shows: undefined while loading, null when there is none. */
export function RunBar({ kind, latest }: { kind: RunKind; latest: Run | null | undefined }) {
  const { t } = useWords();
  const { session } = usePlanning();
  const mayStart = mayStartRuns(session);
  const [isFormOpen, form] = useDisclosure(false);
  const [startedId, setStartedId] = useState<string | null>(null);
  const active = useActiveRun(kind, mayStart, startedId);
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <span className={styles.latest}>{latest === undefined ? '\u00a0' : <Latest run={latest} />}</span>
        {mayStart && active === null ? (
          <Button size="sm" variant={latest === null ? 'filled' : 'default'} onClick={form.open}>
            {kind === 'risk' ? t('run.startRisk') : t('run.startHotspots')}
          </Button>
        ) : null}
      </div>
      {active === null ? null : <ActiveRun run={active} />}
      {mayStart ? (
        <RunForm kind={kind} isOpen={isFormOpen} onClose={form.close} onStarted={setStartedId} />
      ) : null}
    </div>
  );
}

function Latest({ run }: { run: Run | null }) {
  const { t } = useWords();
  if (run === null) return <>{t('run.none')}</>;
  const period = runPeriod(run);
  return <>{period === null ? t('run.latest', { day: formatDay(run.asOf) }) : t('run.window', { period })}</>;
}

/**
 * The queued or running run of a kind. Tells the person and refreshes the lists when it ends. `startedId` is the run
 * started here: a short one may end before any list shows it as running.
 */
function useActiveRun(kind: RunKind, isEnabled: boolean, startedId: string | null): Run | null {
  const words = useWords();
  const { t } = words;
  const refresh = useRefreshAfterRun();
  const runs = useRuns(kind, isEnabled);
  const id = runs.data?.runs.find((run) => isActive(run.status))?.id ?? startedId;
  const { data: run } = useRunProgress(id);
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (run === undefined || isActive(run.status) || told.current === run.id) return;
    told.current = run.id;
    notifications.show({
      color: run.status === 'failed' ? 'red' : 'deepBlue',
      message:
        run.status === 'failed'
          ? run.error === null
            ? t('run.failedPlain')
            : t('run.failed', { error: run.error })
          : run.status === 'cancelled'
            ? t('run.cancelled')
            : t('run.finished'),
    });
    void refresh(kind);
  }, [run, kind, refresh, t]);
  return run !== undefined && isActive(run.status) ? run : null;
}

function ActiveRun({ run }: { run: Run }) {
  const words = useWords();
  const { t } = words;
  const cancel = useCancelRun();
  const share = run.total === 0 ? 0 : Math.min(100, (run.done / run.total) * 100);
  const stage =
    run.status === 'queued' || run.stage === null ? t('run.waiting') : words.code('stage', run.stage);
  return (
    <div className={styles.active} role="status">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" fw={600}>
          {cancel.isPending ? t('run.cancelling') : stage}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          disabled={cancel.isPending}
          onClick={() =>
            cancel.mutate(run.id, {
              onError: (problem) => notifications.show({ color: 'red', message: words.problem(problem) }),
            })
          }
        >
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress
        value={run.total === 0 ? 100 : share}
        animated
        aria-label={stage}
        mt={6}
        striped={run.total === 0}
      />
      {run.total === 0 ? null : (
        <Text size="xs" c="dimmed" mt={4} className="numbers">
          {t('run.progress', { done: words.count(run.done), total: words.count(run.total) })}
        </Text>
      )}
    </div>
  );
}
