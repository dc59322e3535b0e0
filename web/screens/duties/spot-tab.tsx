// Illegal spots by what is left to do: returned ones and chronic ones first.
import { Link } from '@tanstack/react-router';
import { useFieldCodes, useSpotDuties } from '../../duty-queries.ts';
import { formatDay } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { Failure, ListSkeleton, Notice } from '../states.tsx';
import styles from './duties.module.css';

export function SpotTab() {
  const words = useWords();
  const { t, count } = words;
  const duties = useSpotDuties();
  const rules = useFieldCodes().data?.spotRules;
  if (duties.error !== null) return <Failure problem={duties.error} onRetry={() => void duties.refetch()} />;
  if (duties.data === undefined) return <ListSkeleton />;
  const { spots, total, open, returned, chronic } = duties.data;
  if (total === 0) return <Notice tone="empty" title={t('duties.spots.empty')} />;
  return (
    <>
      <div className={styles.summary}>
        <p>
          {t('duties.spots.summary', {
            open: count(open),
            all: count(total),
            returned: count(returned),
            chronic: count(chronic),
          })}
          {spots.length < total
            ? ` ${t('duties.cut', { shown: count(spots.length), all: count(total) })}`
            : ''}
        </p>
        {rules === undefined ? null : (
          <p className={styles.soft}>
            {t('duties.spots.chronicRule', {
              sightings: count(rules.chronicSightings),
              days: count(rules.chronicDays),
            })}
          </p>
        )}
      </div>
      <table className={`${styles.table} numbers`}>
        <caption className="for-readers">{t('duties.tab.spots')}</caption>
        <thead>
          <tr>
            {(['what', 'where', 'state', 'seen', 'done'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`duties.spots.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spots.map((spot) => (
            <tr key={spot.id} data-late={spot.state === 'returned'}>
              <th scope="row">
                <Link to="/cong-viec/$kind/$id" params={{ kind: 'vi-pham', id: spot.id }}>
                  {t(`spotKind.${spot.kind}`)}
                </Link>
                {spot.note === null ? null : <small>{spot.note}</small>}
              </th>
              <td>
                {spot.schoolName ?? t('duties.spots.noSchool')}
                <small>{spot.unitName}</small>
              </td>
              <td>
                <span className={spot.state === 'returned' ? styles.alarm : undefined}>
                  {t(`spotState.${spot.state}`)}
                </span>
                {spot.isChronic ? <small className={styles.alarm}>{t('duties.spots.chronic')}</small> : null}
              </td>
              <td>
                {t('duties.spots.sightings', { shown: count(spot.sightings) })}
                <small>{t('duties.spots.last', { day: formatDay(spot.lastSeenAt) })}</small>
              </td>
              <td>
                {spot.lastHandledOn === null
                  ? t('duties.spots.noHandlings')
                  : t('duties.spots.handled', { day: formatDay(spot.lastHandledOn) })}
                {spot.commitments === 0 ? null : (
                  <small>{t('duties.spots.commitments', { shown: count(spot.commitments) })}</small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
