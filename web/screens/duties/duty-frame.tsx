// The head and the ground that all pages of the work list share, and who may record there.
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { AppHeader } from '../header/app-header.tsx';
import { OfflineBar } from '../states.tsx';
import styles from './duties.module.css';

/** Whether the person's roles include one that records steps; the server decides in the end. */
export function mayRecord({ grants }: Session): boolean {
  return grants.some(({ role }) => role === 'officer' || role === 'planner');
}

export function DutyFrame({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useWords();
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  return (
    <div className={styles.screen}>
      <a className={styles.skip} href="#main">
        {t('common.skip')}
      </a>
      <AppHeader session={session} isWide={isWide} />
      <OfflineBar />
      <main className={styles.main} id="main" tabIndex={-1}>
        <div className={styles.page}>
          <ErrorBoundary>{children}</ErrorBoundary>
        </div>
      </main>
    </div>
  );
}
