// The work list: what is to be done about findings, illegal spots and the survey, and the page of each of them.
import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Session } from '../../../contract/account.ts';
import { useWords } from '../../text/words.ts';
import { PageFrame } from '../page-frame.tsx';
import { CoverageTab } from './coverage-tab.tsx';
import styles from './duties.module.css';
import { dutyTabs, readDuties, writeDuties } from './duty-link.ts';
import { FindingPage } from './finding-page.tsx';
import { FindingTab } from './finding-tab.tsx';
import { SchoolCoveragePage } from './school-coverage-page.tsx';
import { SpotPage } from './spot-page.tsx';
import { SpotTab } from './spot-tab.tsx';

export function DutyScreen({ session, search }: { session: Session; search: Record<string, string> }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const link = useMemo(() => readDuties(search), [search]);
  return (
    <PageFrame session={session}>
      <div className={styles.head}>
        <h1>{t('duties.title')}</h1>
        <SegmentedControl
          aria-label={t('duties.tabs')}
          value={link.tab}
          data={dutyTabs.map((tab) => ({ value: tab, label: t(`duties.tab.${tab}`) }))}
          onChange={(tab) =>
            void navigate({
              to: '/cong-viec',
              search: writeDuties({ ...link, tab: readDuties({ tab }).tab }),
            })
          }
        />
      </div>
      {link.tab === 'findings' ? <FindingTab link={link} /> : null}
      {link.tab === 'spots' ? <SpotTab /> : null}
      {link.tab === 'coverage' ? <CoverageTab /> : null}
    </PageFrame>
  );
}

type PageProps = { session: Session; kind: string; id: string };

/** `kind` as in the address: "bat-cap", "vi-pham" or "khao-sat" (of a school). */
export function DutyPage({ session, kind, id }: PageProps) {
  return (
    <PageFrame session={session}>
      {kind === 'bat-cap' ? <FindingPage key={id} session={session} id={id} /> : null}
      {kind === 'vi-pham' ? <SpotPage key={id} session={session} id={id} /> : null}
      {kind === 'khao-sat' ? <SchoolCoveragePage key={id} session={session} id={id} /> : null}
    </PageFrame>
  );
}
