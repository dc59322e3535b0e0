// What every screen of the desk stands in: skip link, header, the word that there is no network, and its main part.
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode, Ref } from 'react';
import type { Session } from '../../contract/account.ts';
import { useWords } from '../text/words.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { AppHeader } from './header/app-header.tsx';
import styles from './screen-frame.module.css';
import { OfflineBar } from './states.tsx';

/** 62em is 992 px, where two panels and a map have room side by side. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
}

type FrameProps = {
  session: Session;
  /** In the header, where the screen has something to search. */
  search?: ReactNode;
  /** A map fills the window. */
  isMap?: boolean;
  /** With an element `main` of id `main`, which the skip link leads to. */
  children: ReactNode;
};

export function ScreenFrame({ session, search, isMap = false, children }: FrameProps) {
  const { t } = useWords();
  return (
    <div className={styles.screen} data-map={isMap}>
      <a className={styles.skip} href="#main">
        {t('common.skip')}
      </a>
      <AppHeader session={session} isWide={useIsWide()} {...(search !== undefined && { search })} />
      <OfflineBar />
      <ErrorBoundary>{children}</ErrorBoundary>
    </div>
  );
}

/** A main part that scrolls. */
export function ScrollingMain({ mainRef, children }: { mainRef?: Ref<HTMLElement>; children: ReactNode }) {
  return (
    <main className={styles.main} id="main" ref={mainRef} tabIndex={-1}>
      <ErrorBoundary>{children}</ErrorBoundary>
    </main>
  );
}
