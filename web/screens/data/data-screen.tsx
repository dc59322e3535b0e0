// The pages about data: imports, duplicates and records without a place, under the head that all screens share.
import type { ReactNode } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import { mayImport } from '../header/app-links.tsx';
import { ScreenFrame, ScrollingMain } from '../screen-frame.tsx';
import { Notice } from '../states.tsx';
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
  return (
    <ScreenFrame session={session}>
      <ScrollingMain>
        {mayImport(session) ? (
          <Page page={page} session={session} />
        ) : (
          <Notice tone="empty" title={t('data.notAllowed')} text={t('data.notAllowedHint')} />
        )}
      </ScrollingMain>
    </ScreenFrame>
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
