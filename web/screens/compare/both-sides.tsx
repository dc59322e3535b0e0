// One place as both runs have it, side by side, with the way to each on the map.
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ComparedHotspot } from '../../../contract/comparison.ts';
import type { HotspotSummary } from '../../../contract/hotspot.ts';
import { formatPeriod } from '../../format.ts';
import { useWords } from '../../text/words.ts';
import { FactList } from '../fact-list.tsx';
import { ChangeMark } from './change-mark.tsx';
import styles from './compare.module.css';
import { hotspotName } from './compare-words.ts';

export function BothSides({ place, onClose }: { place: ComparedHotspot; onClose(): void }) {
  const words = useWords();
  const { t, count } = words;
  return (
    <aside className={styles.sides} aria-label={hotspotName(place, words)}>
      <div className={styles.sidesHead}>
        <h3>
          <ChangeMark change={place.change} /> {hotspotName(place, words)}
        </h3>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('common.close')}
          title={t('common.close')}
          onClick={onClose}
        >
          <IconX size={20} aria-hidden />
        </ActionIcon>
      </div>
      <p>
        {t(`compare.change.${place.change}`)}: {t(`compare.changeNote.${place.change}`)}
        {place.cause === null ? '' : ` – ${t(`compare.cause.${place.cause}`)}`}.
        {place.sharedAccidents === 0
          ? ''
          : ` ${t('compare.shared', { shown: count(place.sharedAccidents) })}`}
      </p>
      <Side name="before" hotspot={place.before} />
      <Side name="after" hotspot={place.after} />
    </aside>
  );
}

function Side({ name, hotspot }: { name: 'before' | 'after'; hotspot: HotspotSummary | null }) {
  const words = useWords();
  const { t, count } = words;
  return (
    <section className={styles.side} data-side={name}>
      <h4>{t(`compare.side.${name}`)}</h4>
      {hotspot === null ? (
        <p>{t('compare.none')}</p>
      ) : (
        <>
          <FactList
            facts={[
              {
                name: t('hotspot.counts'),
                value: t('common.accidents', { count: hotspot.accidents, shown: count(hotspot.accidents) }),
              },
              { name: t('hotspot.index'), value: words.decimal(hotspot.severityIndex, 2) },
              { name: t('hotspot.extent'), value: words.metres(hotspot.extentMetres) },
              { name: t('hotspot.between'), value: formatPeriod(hotspot.firstOn, hotspot.lastOn) },
            ]}
          />
          <a
            className={styles.link}
            href={`/?hotspotRun=${hotspot.runId}&tab=hotspots&open=hotspot:${hotspot.runId}:${hotspot.number}`}
          >
            {t(`compare.openIn.${name}`)}
          </a>
        </>
      )}
    </section>
  );
}
