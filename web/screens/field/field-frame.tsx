// The frame of every survey page: where one is, the way back, and always what is not sent yet.
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField } from './field-context.tsx';

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** `back` is the address below /khao-sat of the page one came from; the first page (null) leads to the map. */
export function FieldFrame({
  title,
  back,
  children,
}: {
  title: string;
  back: string | null;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        {back === null ? (
          <Link className={styles.back} to="/" search={{}} aria-label={t('field.back')}>
            <IconArrowLeft aria-hidden />
          </Link>
        ) : back === '' ? (
          <Link className={styles.back} to="/khao-sat" aria-label={t('field.back')}>
            <IconArrowLeft aria-hidden />
          </Link>
        ) : (
          <Link
            className={styles.back}
            to="/khao-sat/$"
            params={{ _splat: back }}
            aria-label={t('field.back')}
          >
            <IconArrowLeft aria-hidden />
          </Link>
        )}
        <h1>{title}</h1>
      </header>
      <SyncBar />
      <main className={styles.body}>
        <div className={styles.wide} style={{ display: 'flex', flexDirection: 'column', gap: 14, flex: 1 }}>
          {children}
        </div>
      </main>
    </div>
  );
}

function SyncBar() {
  const words = useWords();
  const { t } = words;
  const { summary, isSending, stopped, send } = useField();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const { unsent, oldestDays, needsHelp, others } = summary;
  const parts = [
    unsent === 0
      ? t('field.sync.allSent')
      : t('field.sync.unsent', { shown: words.count(unsent), days: words.count(oldestDays) }),
    ...(needsHelp > 0 ? [t('field.sync.help', { shown: words.count(needsHelp) })] : []),
    ...(others > 0 ? [t('field.sync.others', { shown: words.count(others) })] : []),
  ];
  const tone = needsHelp > 0 || stopped === 'signed-out' || oldestDays >= 2 ? 'attention' : 'quiet';
  return (
    <div className={styles.sync} data-tone={tone} role="status">
      <span style={{ flex: 1 }}>
        {parts.join(' · ')}
        {isOnline ? null : <span className={styles.soft}> · {t('field.offline')}</span>}
        {stopped === 'signed-out' ? <strong> {t('field.sync.signIn')}</strong> : null}
      </span>
      {stopped === 'signed-out' ? (
        <Button component="a" href="/khao-sat" size="sm">
          {t('field.sync.signInButton')}
        </Button>
      ) : unsent > 0 && isOnline ? (
        <Button size="sm" variant="default" loading={isSending} onClick={() => void send(true)}>
          {t('field.sync.send')}
        </Button>
      ) : null}
      <Link to="/khao-sat/$" params={{ _splat: 'hop-gui' }}>
        {t('field.sync.open')}
      </Link>
    </div>
  );
}
