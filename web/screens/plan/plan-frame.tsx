// The head and the ground that all pages of gate plans share.
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { AppHeader } from '../header/app-header.tsx';
import { OfflineBar } from '../states.tsx';
import styles from './plan-frame.module.css';

/** 62em is 992 px, where two panels and a map have room side by side. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
}

export function PlanFrame({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className={styles.screen}>
      <a className={styles.skip} href="#main">
        {t('common.skip')}
      </a>
      <AppHeader session={session} isWide={useIsWide()} />
      <OfflineBar />
      <ErrorBoundary>{children}</ErrorBoundary>
    </div>
  );
}
