// The frame of a page that scrolls: skip link, header, and one column in the middle of the main part.
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode, Ref } from 'react';
import type { Session } from '../../contract/account.ts';
import { useWords } from '../text/words.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { AppHeader } from './header/app-header.tsx';
import styles from './page.module.css';
import { OfflineBar } from './states.tsx';

type Props = {
  session: Session;
  /** For tables with many columns. */
  isWide?: boolean;
  /** The part that scrolls. */
  mainRef?: Ref<HTMLElement>;
  children: ReactNode;
};

export function PageFrame({ session, isWide = false, mainRef, children }: Props) {
  const { t } = useWords();
  const isDesktop = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  return (
    <div className={styles.screen}>
      <a className={styles.skip} href="#main">
        {t('common.skip')}
      </a>
      <AppHeader session={session} isWide={isDesktop} />
      <OfflineBar />
      <main className={styles.main} id="main" ref={mainRef} tabIndex={-1}>
        <div className={styles.column} data-wide={isWide}>
          <ErrorBoundary>{children}</ErrorBoundary>
        </div>
      </main>
    </div>
  );
}
