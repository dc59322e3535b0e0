// One accident: when, where, who was hurt, how sure the place is. It holds no person.
import { IconMapPinOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useAccident } from '../../queries.ts';
import { useWords } from '../../text/words.ts';
import { FactList } from '../fact-list.tsx';
import { Failure, Notice, PanelSkeleton } from '../states.tsx';
import { accidentMoment, casualties } from './accident-words.ts';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';

export function AccidentPanel({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const accident = useAccident(id);
  const { previous, flyTo } = usePlanning();
  const location = accident.data?.location ?? null;
  const isOpenedFromPanel = previous !== null;
  useEffect(() => {
    // A row of an explanation knows the record but not its place, so the map follows once it is loaded.
    if (isOpenedFromPanel && location !== null) flyTo(location);
  }, [isOpenedFromPanel, location, flyTo]);
  if (accident.isPending) return <PanelSkeleton />;
  if (accident.isError) {
    if (accident.error.key === 'not-found') return <Notice tone="empty" title={t('accident.notFound')} />;
    return <Failure problem={accident.error} onRetry={() => void accident.refetch()} />;
  }
  const { data } = accident;
  const place = [data.roadName, data.writtenAddress].filter((part) => part !== null).join(' · ');
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.name}>{t(`severity.${data.severity}`)}</h2>
        <p className={styles.under}>{accidentMoment(data, words)}</p>
        {data.location === null ? (
          <p className={styles.proposal}>
            <IconMapPinOff size={18} aria-hidden /> {t('accident.noLocation')}
          </p>
        ) : null}
      </div>
      <div className={styles.part}>
        <FactList
          facts={[
            { name: t('accident.casualties'), value: casualties(data, words) },
            { name: t('accident.where'), value: place === '' ? t('common.unknown') : place },
            { name: t('accident.quality'), value: t(`locationQuality.${data.locationQuality}`) },
            { name: t('accident.window'), value: t(`window.${data.tripWindow}`) },
            { name: t('accident.pupil'), value: t(`pupil.${data.pupilInvolved}`) },
            {
              name: t('accident.victimMode'),
              value: data.victimMode === null ? t('common.unknown') : t(`victimMode.${data.victimMode}`),
            },
            {
              name: t('accident.age'),
              value: data.victimAgeBand === null ? t('common.unknown') : t(`ageBand.${data.victimAgeBand}`),
            },
            {
              name: t('accident.class'),
              value: (
                <>
                  {data.class === null ? t('common.unknown') : t(`accidentClass.${data.class}`)}
                  {data.classIsProvisional ? (
                    <div className={styles.soft}>{t('accident.provisional')}</div>
                  ) : null}
                </>
              ),
            },
            { name: t('accident.source'), value: data.source },
            { name: t('accident.key'), value: data.sourceKey },
            data.invented ? { name: t('common.note'), value: t('common.invented') } : null,
          ]}
        />
      </div>
    </>
  );
}
