// Which layers the map shows.
import { Button, Checkbox, Popover, Stack, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import type { MapLayerId } from '../../map/map-types.ts';
import { useWords } from '../../text/words.ts';
import styles from './filter.module.css';
import { usePlanning } from './planning-context.tsx';
import { mapLayers } from './url-state.ts';

export function LayerMenu() {
  const { t } = useWords();
  const { state, change } = usePlanning();
  const toggle = (layer: MapLayerId): void => {
    const layers = new Set(state.layers);
    if (!layers.delete(layer)) layers.add(layer);
    change({ layers }, 'replace');
  };
  return (
    <Popover position="bottom-start" shadow="md" width={250} trapFocus returnFocus zIndex={300}>
      <Popover.Target>
        <Button size="md" variant="default" leftSection={<IconStack2 size={18} aria-hidden />}>
          {t('layers.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('layers.open')}>
        <Text fw={600} size="sm" mb={6}>
          {t('layers.title')}
        </Text>
        <Stack gap={4}>
          {mapLayers.map((layer) => (
            <Checkbox
              key={layer}
              className={styles.check ?? ''}
              checked={state.layers.has(layer)}
              onChange={() => toggle(layer)}
              label={t(`map.layer.${layer}`)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
