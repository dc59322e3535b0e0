// The pages about data: imports, duplicates and records without a place, under the head that all screens share.
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { AppHeader } from '../header/app-header.tsx';
import { mayImport } from '../header/app-links.tsx';
import { Notice, OfflineBar } from '../states.tsx';
import styles from './data.module.css';
import { Duplicates } from './duplicates.tsx';
import { ImportDetail } from './import-detail.tsx';
import { ImportList } from './import-list.tsx';
import { NewImport } from './new-import.tsx';
import { PhoneFile } from './phone-file.tsx';
import { Unlocated } from './unlocated.tsx';
import { Withdrawn } from './withdrawn.tsx';

export type DataPage =
  | { name: 'list' }
  | { name: 'new' }
  | { name: 'import'; id: string }
  | { name: 'duplicates' }
  | { name: 'unlocated' }
  | { name: 'phones' }
  | { name: 'withdrawn' };

export function DataScreen({ session, page }: { session: Session; page: DataPage }) {
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
        <ErrorBoundary>
          {mayImport(session) ? (
            <Page page={page} session={session} />
          ) : (
            <Notice tone="empty" title={t('data.notAllowed')} text={t('data.notAllowedHint')} />
          )}
        </ErrorBoundary>
      </main>
    </div>
  );
}

function Page({ page, session }: { page: DataPage; session: Session }): ReactNode {
  const { timeZone } = session.territory;
  switch (page.name) {
    case 'list':
      return <ImportList timeZone={timeZone} />;
    case 'new':
      return <NewImport />;
    case 'import':
      return <ImportDetail key={page.id} id={page.id} timeZone={timeZone} />;
    case 'duplicates':
      return <Duplicates timeZone={timeZone} />;
    case 'unlocated':
      return <Unlocated />;
    case 'phones':
      return <PhoneFile session={session} />;
    case 'withdrawn':
      return (
        <Withdrawn timeZone={timeZone} mayReturn={session.grants.some(({ role }) => role === 'planner')} />
      );
  }
}
