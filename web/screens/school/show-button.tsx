// A small button of the school's page that shows a place on the map beside.
import { ActionIcon } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import type { Point } from '../../../contract/geometry.ts';
import { useWords } from '../../text/words.ts';
import styles from './school-card.module.css';

/** `name` is what stands at the place, for those who hear the button instead of seeing it. */
export function ShowButton({
  place,
  name,
  onShow,
}: {
  place: Point;
  name: string;
  onShow(place: Point): void;
}) {
  const { t } = useWords();
  return (
    <ActionIcon
      className={styles.show ?? ''}
      variant="subtle"
      size={36}
      aria-label={`${t('common.showOnMap')}: ${name}`}
      title={t('common.showOnMap')}
      onClick={() => onShow(place)}
    >
      <IconMapPin size={19} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
