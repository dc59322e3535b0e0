// Schools by risk: rank with its range, score with its interval, band; search, order, and more on demand.
import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { RiskSummary } from '../../../contract/risk.ts';
import { nameOrder } from '../../format.ts';
import { useRiskList } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { Notice } from '../states.tsx';
import { useUnitName } from './filter-fields.tsx';
import styles from './list.module.css';
import { PagedList } from './paged-list.tsx';
import { mayStartRuns, usePlanning } from './planning-context.tsx';
import { RunBar } from './run-bar.tsx';
import { RunStrip } from './run-strip.tsx';
import { PlainSchoolList } from './school-list-plain.tsx';
import { SchoolRow } from './school-row.tsx';
import { schoolScope } from './scope-sentence.ts';
import { type SchoolSort, schoolFilterOf, schoolSorts } from './url-state.ts';

const pageSize = 50;
/** Orders other than that of the server need every school at once; this is the most the server gives. */
const wholeList = 1_000;

export function SchoolList() {
  const words = useWords();
  const { t } = words;
  const { session, state, change } = usePlanning();
  const { sort } = state;
  const filter = { ...schoolFilterOf(state.filter), search: state.search || undefined };
  const list = useRiskList(state.riskRun, filter, sort === 'risk' ? pageSize : wholeList);
  const [shown, setShown] = useState(pageSize);
  const unitName = useUnitName();

  const first = list.data?.pages[0];
  const loaded = inOrder(list.data?.pages.flatMap((page) => page.schools) ?? [], sort);
  const visible = sort === 'risk' ? loaded : loaded.slice(0, shown);
  const hasMore = list.hasNextPage || visible.length < loaded.length;
  const showMore = (): void => {
    setShown((count) => count + pageSize);
    if (visible.length === loaded.length) void list.fetchNextPage();
  };

  return (
    <>
      <div className={styles.tools}>
        {state.riskRun === null || list.isPending ? null : <RunStrip kind="risk" run={first?.run ?? null} />}
        <RunBar kind="risk" shown={first?.run}>
          {first === undefined ? null : (
            <ExportMenu
              look={{ size: 'compact-sm', variant: 'subtle' }}
              layer={first.run === null ? 'schools' : 'risk'}
              query={{ ...filter, run: first.run?.id }}
              note={t('file.schools', { count: first.total, shown: words.count(first.total) })}
            />
          )}
        </RunBar>
        <div className={styles.searchAndSort}>
          <SearchField />
          <Select
            aria-label={t('schools.sort')}
            size="sm"
            data={schoolSorts.map((value) => ({ value, label: t(`schools.sortBy.${value}`) }))}
            value={sort}
            allowDeselect={false}
            onChange={(value) => {
              const chosen = schoolSorts.find((each) => each === value);
              if (chosen !== undefined) change({ sort: chosen }, 'replace');
            }}
            comboboxProps={{ width: 260, position: 'bottom-end' }}
          />
        </div>
        {first === undefined || first.run === null ? null : (
          <p className={styles.note} role="status">
            {t('schools.count', {
              schools: t('common.schools', { count: first.total, shown: words.count(first.total) }),
              scope: schoolScope(state.filter, unitName, words),
            })}
            {sort !== 'risk' && list.hasNextPage
              ? ` ${t('schools.loadedOnly', { shown: words.count(loaded.length) })}`
              : ''}
          </p>
        )}
      </div>
      <PagedList
        list={list}
        label={t('planning.tab.schools')}
        expected={{ rows: 7, height: 68 }}
        more={{ exists: hasMore, onShow: showMore }}
      >
        {({ run }) =>
          run === null ? (
            <>
              <Notice
                tone="empty"
                title={t('schools.noRun')}
                text={mayStartRuns(session) ? t('schools.noRunPlanner') : t('schools.noRunOther')}
              />
              <PlainSchoolList filter={filter} />
            </>
          ) : visible.length === 0 ? (
            <Notice tone="empty" title={t('schools.empty')} text={t('schools.emptyHint')} />
          ) : (
            <ol className={styles.rows}>
              {visible.map((school) => (
                <SchoolRow key={school.schoolId} school={school} />
              ))}
            </ol>
          )
        }
      </PagedList>
    </>
  );
}

/** Writes what is typed into the link once the typing rests. */
function SearchField() {
  const { t } = useWords();
  const { state, change } = usePlanning();
  const [text, setText] = useState(state.search);
  const search = useDebouncedCallback((value: string) => change({ search: value.trim() }, 'replace'), 350);
  return (
    <TextInput
      aria-label={t('schools.search')}
      placeholder={t('schools.searchPlaceholder')}
      size="sm"
      type="search"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}

function inOrder(schools: RiskSummary[], sort: SchoolSort): RiskSummary[] {
  switch (sort) {
    case 'risk':
      return schools;
    case 'perPupil':
      return schools.toSorted(
        (one, other) => (other.ratePerThousandPupils ?? -1) - (one.ratePerThousandPupils ?? -1),
      );
    case 'missing':
      return schools.toSorted((one, other) => other.missingShare - one.missingShare);
    case 'name':
      return schools.toSorted((one, other) => nameOrder(one.schoolName, other.schoolName));
  }
}
