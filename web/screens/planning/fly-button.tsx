// A small button that shows a place on the map.
import { ActionIcon } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import type { Point } from '../../../contract/geometry.ts';
import { useWords } from '../../text/words.ts';
import { usePlanning } from './planning-context.tsx';

/** `name` is what stands at the place, for those who hear the button instead of seeing it. */
export function FlyButton({ place, name }: { place: Point; name: string }) {
  const { t } = useWords();
  const { flyTo } = usePlanning();
  return (
    <ActionIcon
      variant="subtle"
      size={44}
      aria-label={`${t('common.showOnMap')}: ${name}`}
      title={t('common.showOnMap')}
      onClick={() => flyTo(place)}
    >
      <IconMapPin size={20} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
