// The frame of every survey page: where one is, the way back, what is not sent yet, and what the thumb does next.
import { Button } from '@mantine/core';
import { IconArrowLeft, IconSun, IconSunOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField } from './field-context.tsx';
import { useAge } from './use-age.ts';
import { useContrast } from './use-contrast.ts';
import { useRecorder } from './walk-recorder.tsx';

/** Our choice: after so long what is not sent should be looked after. */
const LATE_DAYS = 2;

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

type Props = {
  title: string;
  /** The address below /khao-sat of the page one came from; the first page (null) leads to the map. */
  back: string | null;
  /** Stays at the lower edge, within reach of a thumb. */
  dock?: ReactNode;
  /** The page of the walk says itself that it records. */
  isWalk?: boolean;
  children: ReactNode;
};

export function FieldFrame({ title, back, dock, isWalk = false, children }: Props) {
  const { t } = useWords();
  const contrast = useContrast();
  const Sun = contrast.isHigh ? IconSunOff : IconSun;
  return (
    <div className={styles.page} data-contrast={contrast.isHigh ? 'high' : 'usual'}>
      <header className={styles.bar}>
        <Back to={back} />
        <h1>{title}</h1>
        <button
          type="button"
          className={styles.sun}
          aria-pressed={contrast.isHigh}
          aria-label={t('field.sun')}
          onClick={contrast.toggle}
        >
          <Sun aria-hidden />
        </button>
      </header>
      <SyncBar />
      {isWalk ? null : <RecordingBar />}
      <main className={styles.main}>
        <div className={styles.body}>
          <div className={styles.wide}>{children}</div>
        </div>
        {dock === undefined || dock === null ? null : (
          <div className={styles.dock}>
            <div className={styles.wide}>{dock}</div>
          </div>
        )}
      </main>
    </div>
  );
}

function Back({ to }: { to: string | null }) {
  const { t } = useWords();
  const arrow = <IconArrowLeft aria-hidden />;
  if (to === null)
    return (
      // A new page: the desk's code comes from the server as it is now, not as this phone took it along.
      <Link className={styles.back} to="/" search={{}} reloadDocument aria-label={t('field.toMap')}>
        {arrow}
      </Link>
    );
  return (
    <Link className={styles.back} to="/khao-sat/$" params={{ _splat: to }} aria-label={t('field.back')}>
      {arrow}
    </Link>
  );
}

function SyncBar() {
  const words = useWords();
  const { t } = words;
  const { summary, isSending, stopped, send } = useField();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const { unsent, oldestAt, needsHelp, others } = summary;
  const age = useAge(oldestAt);
  const parts = [
    age === null
      ? t('field.sync.allSent')
      : t('field.sync.unsent', { shown: words.count(unsent), age: age.words }),
    ...(needsHelp > 0 ? [t('field.sync.help', { shown: words.count(needsHelp) })] : []),
    ...(others > 0 ? [t('field.sync.others', { shown: words.count(others) })] : []),
  ];
  const isLate = age !== null && age.days >= LATE_DAYS;
  const tone = needsHelp > 0 || stopped === 'signed-out' || isLate ? 'attention' : 'quiet';
  return (
    <div className={styles.sync} data-tone={tone} role="status">
      <span className={styles.grow}>
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

function RecordingBar() {
  const { t } = useWords();
  const { walkId } = useRecorder();
  if (walkId === null) return null;
  return (
    <nav className={styles.recording} aria-label={t('field.walk.recording')}>
      <Link to="/khao-sat/$" params={{ _splat: `truong/${walkId}/di` }}>
        {t('field.walk.recording')} ›
      </Link>
    </nav>
  );
}
