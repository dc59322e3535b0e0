// The panel of whatever is open: a school, a hotspot, an accident or an illegal spot.
import { ActionIcon, Button, Group } from '@mantine/core';
import { IconArrowLeft, IconX } from '@tabler/icons-react';
import { useWords } from '../../text/words.ts';
import { AccidentPanel } from './accident-panel.tsx';
import { HotspotPanel } from './hotspot-panel.tsx';
import styles from './panel.module.css';
import { usePlanning } from './planning-context.tsx';
import { SchoolPanel } from './school-panel.tsx';
import { SpotPanel } from './spot-panel.tsx';

/** `onClose` shows a way back to the list inside the panel, for places without a close button of their own. */
export function DetailPanel({ onClose }: { onClose?(): void }) {
  const { t } = useWords();
  const { state, open, previous } = usePlanning();
  const { selection } = state;
  if (selection === null) return null;
  const hasWayBack = previous !== null || onClose !== undefined;
  return (
    <div className={styles.panel} tabIndex={-1}>
      {hasWayBack ? (
        <Group className={styles.back ?? ''} justify="space-between" wrap="nowrap">
          {previous === null ? (
            <span />
          ) : (
            <Button
              variant="subtle"
              size="sm"
              h={40}
              leftSection={<IconArrowLeft size={18} aria-hidden />}
              onClick={() => open(previous)}
            >
              {t(`planning.backTo.${previous.kind}`)}
            </Button>
          )}
          {onClose === undefined ? null : (
            <ActionIcon
              variant="subtle"
              color="gray.7"
              size={44}
              aria-label={t('planning.closeDetail')}
              onClick={onClose}
            >
              <IconX size={22} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ) : null}
      <div className={styles.scroll}>
        {selection.kind === 'school' ? <SchoolPanel id={selection.id} /> : null}
        {selection.kind === 'hotspot' ? <HotspotPanel run={selection.run} number={selection.number} /> : null}
        {selection.kind === 'accident' ? <AccidentPanel id={selection.id} /> : null}
        {selection.kind === 'spot' ? <SpotPanel id={selection.id} /> : null}
      </div>
    </div>
  );
}
