// The lists beside the map: schools, hotspots, accidents, and which school to survey next.
import { Tabs } from '@mantine/core';
import { useWords } from '../../text/words.ts';
import { SurveyList } from '../survey/survey-list.tsx';
import { AccidentList } from './accident-list.tsx';
import { HotspotList } from './hotspot-list.tsx';
import styles from './list.module.css';
import { usePlanning } from './planning-context.tsx';
import { SchoolList } from './school-list.tsx';
import { planningTabs } from './url-state.ts';

export function ListPanel() {
  const { t } = useWords();
  const { state, change } = usePlanning();
  return (
    <Tabs
      className={styles.tabs ?? ''}
      value={state.tab}
      onChange={(value) => {
        const tab = planningTabs.find((each) => each === value);
        if (tab !== undefined) change({ tab }, 'replace');
      }}
      keepMounted={false}
    >
      <Tabs.List className={styles.tabList ?? ''}>
        {planningTabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} className={styles.tab ?? ''}>
            {t(`planning.tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="schools" className={styles.tabPanel ?? ''} tabIndex={-1}>
        <SchoolList />
      </Tabs.Panel>
      <Tabs.Panel value="hotspots" className={styles.tabPanel ?? ''} tabIndex={-1}>
        <HotspotList />
      </Tabs.Panel>
      <Tabs.Panel value="accidents" className={styles.tabPanel ?? ''} tabIndex={-1}>
        <AccidentList />
      </Tabs.Panel>
      <Tabs.Panel value="surveys" className={styles.tabPanel ?? ''} tabIndex={-1}>
        <SurveyList />
      </Tabs.Panel>
    </Tabs>
  );
}
