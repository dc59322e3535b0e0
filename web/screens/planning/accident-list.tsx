// Accidents of the filter, newest first, with how many there are and how many have no place.
import { useAccidentList } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { Notice } from '../states.tsx';
import { AccidentRow } from './accident-row.tsx';
import { ScopeSentence } from './filter-bar.tsx';
import styles from './list.module.css';
import { PagedList } from './paged-list.tsx';
import { usePlanning } from './planning-context.tsx';
import { accidentFilterOf, filterCount } from './url-state.ts';

export function AccidentList() {
  const words = useWords();
  const { t } = words;
  const { state, open } = usePlanning();
  const list = useAccidentList(accidentFilterOf(state.filter));
  const first = list.data?.pages[0];
  const accidents = list.data?.pages.flatMap((page) => page.accidents) ?? [];
  const isFiltered = filterCount(state.filter) > 0;
  return (
    <>
      <div className={styles.tools}>
        <div className={styles.scopeAndFile}>
          <ScopeSentence />
          {first === undefined || first.total === 0 ? null : (
            <ExportMenu
              look={{ size: 'compact-sm', variant: 'subtle' }}
              layer="accidents"
              query={accidentFilterOf(state.filter)}
              note={t('file.accidents', { count: first.total, shown: words.count(first.total) })}
            />
          )}
        </div>
        {first === undefined || first.total === 0 ? null : (
          <p className={styles.note}>
            {first.unlocated === 0
              ? t('accidents.allLocated')
              : t('accidents.unlocated', {
                  accidents: t('common.accidents', {
                    count: first.unlocated,
                    shown: words.count(first.unlocated),
                  }),
                })}
          </p>
        )}
      </div>
      <PagedList list={list} label={t('planning.tab.accidents')} expected={{ rows: 8, height: 58 }}>
        {() =>
          accidents.length === 0 ? (
            <Notice
              tone="empty"
              title={isFiltered ? t('accidents.empty') : t('accidents.emptyAll')}
              text={isFiltered ? t('accidents.emptyHint') : t('accidents.emptyAllHint')}
            />
          ) : (
            <ol className={styles.rows}>
              {accidents.map((accident) => (
                <AccidentRow
                  key={accident.id}
                  accident={accident}
                  isOpen={state.selection?.kind === 'accident' && state.selection.id === accident.id}
                  onOpen={() => open({ kind: 'accident', id: accident.id }, accident.location)}
                />
              ))}
            </ol>
          )
        }
      </PagedList>
    </>
  );
}
