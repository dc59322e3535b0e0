// The head and the ground that all pages of pilot schools share, and who may do what on them.
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { Role } from '../../../contract/codes.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { AppHeader } from '../header/app-header.tsx';
import { OfflineBar } from '../states.tsx';
import styles from './pilots.module.css';

const roles = {
  decide: ['leader'],
  record: ['officer', 'planner'],
  compute: ['planner', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

/** Whether the person's roles include one that decides, records or computes; the server decides in the end. */
export function may({ grants }: Session, act: keyof typeof roles): boolean {
  const wanted: readonly Role[] = roles[act];
  return grants.some(({ role }) => wanted.includes(role));
}

export function PilotFrame({ session, children }: { session: Session; children: ReactNode }) {
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
