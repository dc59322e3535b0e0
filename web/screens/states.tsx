// What a list or panel shows when it has nothing to show: loading, empty, failed, offline.
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconWifiOff } from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { ApiProblem } from '../api.ts';
import { useWords } from '../text/words.ts';
import styles from './states.module.css';

type NoticeProps = {
  tone: 'empty' | 'failure' | 'offline';
  title: string;
  text?: string | undefined;
  detail?: string | undefined;
  onRetry?: (() => void) | undefined;
};

const icons = { empty: IconInbox, failure: IconAlertTriangle, offline: IconWifiOff } as const;

/** A short notice in place of content. Failures are announced to screen readers. */
export function Notice({ tone, title, text, detail, onRetry }: NoticeProps) {
  const { t } = useWords();
  const Icon = icons[tone];
  return (
    <Stack className={styles.notice} data-tone={tone} gap={6} role={tone === 'empty' ? 'status' : 'alert'}>
      <Icon size={28} stroke={1.5} aria-hidden />
      <Text fw={600}>{title}</Text>
      {text === undefined ? null : (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
      {detail === undefined ? null : (
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      )}
      {onRetry === undefined ? null : (
        <Button variant="default" size="sm" mt={4} onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </Stack>
  );
}

/** A failed read in words: offline is a state, everything else an error, both with a way to try again. */
export function Failure({ problem, onRetry }: { problem: ApiProblem; onRetry(): void }) {
  const words = useWords();
  const reference = problem.key === 'internal' ? problem.document?.instance : undefined;
  return (
    <Notice
      tone={problem.key === 'offline' || problem.key === 'no-answer' ? 'offline' : 'failure'}
      title={words.t('failure.title')}
      text={words.problem(problem)}
      detail={reference === undefined ? undefined : words.t('failure.reference', { id: reference })}
      onRetry={onRetry}
    />
  );
}

/** Grey shapes where the rows of a list will be. */
export function ListSkeleton({ rows = 6, height = 62 }: { rows?: number; height?: number }) {
  const { t } = useWords();
  return (
    <Waiting label={t('common.loading')}>
      <Stack gap={10} p="sm">
        {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
          <Skeleton key={row} height={height} />
        ))}
      </Stack>
    </Waiting>
  );
}

/** Grey shapes where a panel will be: title, a large figure, a few lines. */
export function PanelSkeleton() {
  const { t } = useWords();
  return (
    <Waiting label={t('common.loading')}>
      <Stack gap="sm" p="md">
        <Skeleton height={22} width="70%" />
        <Skeleton height={14} width="45%" />
        <Skeleton height={88} mt="sm" />
        <Skeleton height={16} width="80%" />
        <Skeleton height={180} mt="sm" />
        <Skeleton height={120} />
      </Stack>
    </Waiting>
  );
}

function Waiting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status">
      <span className="for-readers">{label}</span>
      <div aria-hidden>{children}</div>
    </div>
  );
}

function watchNetwork(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

/** A quiet line while the device has no network: what is on the screen stays, and its age is said. */
export function OfflineBar() {
  const { t } = useWords();
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  return (
    <div role="status">
      {isOnline ? null : (
        <div className={styles.offline}>
          <IconWifiOff size={16} aria-hidden /> {t('failure.offlineBar')}
        </div>
      )}
    </div>
  );
}
