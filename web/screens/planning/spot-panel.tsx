// One illegal spot: what it is, since when, how often it was seen.
import { formatMoment } from '../../format.ts';
import { useSpot } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { FactList } from '../fact-list.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';

export function SpotPanel({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const { timeZone } = usePlanning().session.territory;
  const spot = useSpot(id);
  if (spot.isPending) return <PanelSkeleton />;
  if (spot.isError) return <Failure problem={spot.error} onRetry={() => void spot.refetch()} />;
  const { data } = spot;
  if (data === null) return <Notice tone="empty" title={t('spot.notFound')} />;
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.name}>{t(`spotKind.${data.kind}`)}</h2>
        <p className={styles.under}>{t(`spotState.${data.state}`)}</p>
      </div>
      <div className={styles.part}>
        <FactList
          facts={[
            { name: t('spot.firstSeen'), value: formatMoment(data.firstSeenAt, timeZone) },
            { name: t('spot.lastSeen'), value: formatMoment(data.lastSeenAt, timeZone) },
            { name: t('spot.sightings'), value: words.count(data.sightings) },
            data.note === null ? null : { name: t('spot.note'), value: data.note },
            data.invented ? { name: t('common.note'), value: t('common.invented') } : null,
          ]}
        />
      </div>
    </>
  );
}
