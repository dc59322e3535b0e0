// A page that scrolls: one column in the middle of the screen's main part.
import type { ReactNode, Ref } from 'react';
import type { Session } from '../../contract/account.ts';
import styles from './page.module.css';
import { ScreenFrame, ScrollingMain } from './screen-frame.tsx';

type Props = {
  session: Session;
  /** For tables with many columns. */
  isWide?: boolean;
  /** The part that scrolls. */
  mainRef?: Ref<HTMLElement>;
  children: ReactNode;
};

export function PageFrame({ session, isWide = false, mainRef, children }: Props) {
  return (
    <ScreenFrame session={session}>
      <ScrollingMain {...(mainRef !== undefined && { mainRef })}>
        <div className={styles.column} data-wide={isWide}>
          {children}
        </div>
      </ScrollingMain>
    </ScreenFrame>
  );
}
