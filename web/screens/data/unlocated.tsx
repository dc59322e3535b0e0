// Accidents without a place as a list of work: choose one, find its place on the map, save, on to the next.
import { useState } from 'react';
import type { AccidentRecord } from '../../../contract/quality.ts';
import { useUnlocated } from '../../quality-queries.ts';
import { useWords } from '../../text/words.ts';
import { accidentMoment, casualties } from '../planning/accident-words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './data.module.css';
import { DataTabs } from './data-tabs.tsx';
import { PlaceForm } from './place-form.tsx';
import quality from './quality.module.css';

export function Unlocated() {
  const words = useWords();
  const { t, count } = words;
  const list = useUnlocated();
  const [openId, setOpenId] = useState<string | null>(null);
  const accidents = list.data?.pages.flatMap((page) => page.accidents) ?? [];
  const open = accidents.find(({ id }) => id === openId) ?? null;
  /** Those after it first: one works from the top down. */
  const goOn = (done: string): void => {
    const at = accidents.findIndex(({ id }) => id === done);
    setOpenId((accidents[at + 1] ?? accidents[at - 1])?.id ?? null);
  };
  return (
    <div className={styles.page} data-wide>
      <DataTabs />
      <div>
        <h1 className={styles.title}>{t('quality.unlocated.title')}</h1>
        <p className={styles.soft}>{t('quality.unlocated.intro')}</p>
      </div>
      {list.isPending ? (
        <ListSkeleton rows={5} height={84} />
      ) : list.isError ? (
        <Failure problem={list.error} onRetry={() => void list.refetch()} />
      ) : accidents.length === 0 ? (
        <Notice tone="empty" title={t('quality.unlocated.none')} text={t('quality.unlocated.noneHint')} />
      ) : (
        <>
          <p className={styles.soft} role="status">
            {t('quality.unlocated.left', { shown: count(list.data.pages[0]?.total ?? 0) })}
          </p>
          <div className={quality.work} data-open={open !== null}>
            <ul className={quality.waiting}>
              {accidents.map((accident) => (
                <li key={accident.id}>
                  <button
                    type="button"
                    aria-pressed={accident.id === openId}
                    onClick={() => setOpenId(accident.id)}
                  >
                    <Waiting accident={accident} />
                  </button>
                </li>
              ))}
              {list.hasNextPage ? (
                <li>
                  <button type="button" onClick={() => void list.fetchNextPage()}>
                    {t('common.more')}
                  </button>
                </li>
              ) : null}
            </ul>
            {open === null ? null : (
              <PlaceForm
                key={open.id}
                accident={open}
                onClose={() => setOpenId(null)}
                onSaved={() => goOn(open.id)}
              />
            )}
          </div>
        </>
      )}
    </div>
  );
}

function Waiting({ accident }: { accident: AccidentRecord }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <strong>{accident.writtenAddress ?? accident.roadName ?? t('quality.unlocated.notWritten')}</strong>
      <span>
        {t(`severity.${accident.severity}`)} · {casualties(accident, words)}
      </span>
      <small>
        {accidentMoment(accident, words)} · {accident.unitName ?? t('common.unknown')} · {accident.sourceKey}
      </small>
    </>
  );
}
