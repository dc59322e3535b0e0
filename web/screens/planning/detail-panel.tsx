// The panel of whatever is open: a school, a hotspot, an accident or an illegal spot.
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconX } from '@tabler/icons-react';
import { useWords } from '../../text/words.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { AccidentPanel } from './accident-panel.tsx';
import { HotspotPanel } from './hotspot-panel.tsx';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';
import { SchoolPanel } from './school-panel.tsx';
import { SpotPanel } from './spot-panel.tsx';

export function DetailPanel() {
  const { t } = useWords();
  const { state, change, open, previous } = usePlanning();
  const { selection } = state;
  if (selection === null) return null;
  return (
    <div className={styles.panel}>
      <div className={styles.top}>
        {previous === null ? (
          <p className={styles.kind}>{t(`planning.kind.${selection.kind}`)}</p>
        ) : (
          <Button
            variant="subtle"
            size="sm"
            h={44}
            ml={-12}
            leftSection={<IconArrowLeft size={18} aria-hidden />}
            onClick={() => open(previous)}
          >
            {t(`planning.backTo.${previous.kind}`)}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray.7"
          size={44}
          aria-label={t('planning.closeDetail')}
          title={t('planning.closeDetail')}
          onClick={() => change({ selection: null })}
        >
          <IconX size={22} aria-hidden />
        </ActionIcon>
      </div>
      <ScrollRegion label={`${t('planning.detailPanel')}: ${t(`planning.kind.${selection.kind}`)}`}>
        {selection.kind === 'school' ? <SchoolPanel id={selection.id} /> : null}
        {selection.kind === 'hotspot' ? <HotspotPanel run={selection.run} number={selection.number} /> : null}
        {selection.kind === 'accident' ? <AccidentPanel id={selection.id} /> : null}
        {selection.kind === 'spot' ? <SpotPanel id={selection.id} /> : null}
      </ScrollRegion>
    </div>
  );
}
