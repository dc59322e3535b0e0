// Which computation a list shows, and for planners: start another, see how far it is, stop it.
import { Button, Group, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { HotspotMethod, RunKind } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import { formatDay } from '../../format.ts';
import { isActive, useCancelRun, useRefreshAfterRun, useRunProgress, useRuns } from '../../queries.ts';
import { useWords, type Words } from '../../text/words.ts';
import { writeComparison } from '../compare/compare-link.ts';
import { mayStartRuns, usePlanning } from './planning-context.tsx';
import styles from './run-bar.module.css';
import { linkToRun } from './run-choice.ts';
import { RunForm } from './run-form.tsx';
import { RunMenu } from './run-menu.tsx';
import { runPeriod } from './run-period.ts';

/** `shown` is the run of the list: undefined while loading, null when there is none. */
type Props = {
  kind: RunKind;
  method?: HotspotMethod;
  shown: Run | null | undefined;
  /** What else one may open from here. */
  children?: ReactNode;
};

export function RunBar({ kind, method, shown, children }: Props) {
  const { t } = useWords();
  const { session, noteStarted } = usePlanning();
  const mayStart = mayStartRuns(session);
  const [isFormOpen, form] = useDisclosure(false);
  const active = useActiveRun(kind, mayStart);
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <div className={styles.shown}>{shown === undefined ? '\u00a0' : <Shown run={shown} />}</div>
        {mayStart && active === null ? (
          <Button size="sm" flex="none" variant={shown === null ? 'filled' : 'default'} onClick={form.open}>
            {t(`run.starts.${kind}`)}
          </Button>
        ) : null}
      </div>
      <div className={styles.others}>
        <RunMenu kind={kind} method={method} shown={shown} />
        {shown && (kind === 'hotspots' || kind === 'risk') ? (
          <Button
            size="compact-sm"
            variant="subtle"
            renderRoot={(props) => (
              <Link
                to="/so-sanh"
                search={writeComparison({ kind, before: null, after: shown.id })}
                {...props}
              />
            )}
          >
            {t('compare.link')}
          </Button>
        ) : null}
        {children}
      </div>
      {active === null ? null : <ActiveRun run={active} />}
      {mayStart ? (
        <RunForm
          kind={kind}
          isOpen={isFormOpen}
          onClose={form.close}
          onStarted={(id) => noteStarted(kind, id)}
        />
      ) : null}
    </div>
  );
}

function Shown({ run }: { run: Run | null }) {
  const { t } = useWords();
  if (run === null) return <>{t('run.none')}</>;
  const period = runPeriod(run);
  return <>{period === null ? t('run.latest', { day: formatDay(run.asOf) }) : t('run.window', { period })}</>;
}

/**
 * The queued or running run of a kind. Tells the person and refreshes the lists when it ends; a run that was started
 * here is then shown.
 */
function useActiveRun(kind: RunKind, isEnabled: boolean): Run | null {
  const { t } = useWords();
  const { started, noteStarted, change } = usePlanning();
  const refresh = useRefreshAfterRun();
  const runs = useRuns(kind, isEnabled);
  // One's own first: a short one may end before any list shows it as running.
  const startedId = started[kind] ?? null;
  const id = startedId ?? runs.data?.runs.find((run) => isActive(run.status))?.id ?? null;
  const { data: run } = useRunProgress(id);
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (run === undefined || isActive(run.status) || told.current === run.id) return;
    told.current = run.id;
    const isOwn = run.id === startedId;
    notifications.show({
      color: run.status === 'failed' ? 'red' : 'deepBlue',
      message: endText(run, isOwn, t),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
    if (isOwn) {
      noteStarted(kind, null);
      if (run.status === 'done') change(linkToRun(run, run.standard));
    }
    void refresh(kind);
  }, [run, startedId, kind, noteStarted, change, refresh, t]);
  return run !== undefined && isActive(run.status) ? run : null;
}

function endText(run: Run, isOwn: boolean, t: Words['t']): string {
  if (run.status === 'cancelled') return t('run.cancelled');
  if (run.status === 'failed')
    return run.error === null ? t('run.failedPlain') : t('run.failed', { error: run.error });
  if (run.standard || run.kind === 'prediction') return t('run.finished');
  return isOwn ? t('run.finishedOwn') : t('run.finishedElsewhere');
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
              onError: (problem) =>
                notifications.show({
                  color: 'red',
                  message: words.problem(problem),
                  closeButtonProps: { 'aria-label': t('common.close') },
                }),
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
