// The tools of the map: layers, measuring, paper, keys. Buttons in a row, and below them what is open.
import { ActionIcon, Button, CloseButton, Drawer, useComputedColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconKeyboard, IconPrinter, IconRuler2, IconStack2 } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { LegendLook } from '../../map/legend-parts.ts';
import { useWords } from '../../text/words.ts';
import { KeysSheet } from '../map-tools/keys-sheet.tsx';
import { LayerPanel } from '../map-tools/layer-panel.tsx';
import styles from '../map-tools/map-tools.module.css';
import { type MapTool, useMapTools } from '../map-tools/map-tools-context.tsx';
import { MeasureBar } from '../map-tools/measure-bar.tsx';
import { usePlanning } from './planning-context.tsx';
import { useHotspotRuns } from './shown-runs.ts';

const PrintDialog = lazy(async () => ({
  default: (await import('../map-tools/print-dialog.tsx')).PrintDialog,
}));

const tools = [
  { name: 'measure', Icon: IconRuler2 },
  { name: 'print', Icon: IconPrinter },
  { name: 'keys', Icon: IconKeyboard },
] as const satisfies readonly { name: MapTool; Icon: unknown }[];

export function LayerMenu({ isWide }: { isWide: boolean }) {
  const { t } = useWords();
  const { tool, open } = useMapTools();
  const toggle = (name: MapTool): void => open(tool === name ? null : name);
  const look = useLegendLook();
  // The browser would print panels and half a map.
  useHotkeys([['mod+P', () => open('print')]], []);
  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={t('mapTools.tools')}>
        {isWide ? (
          <Button
            size="md"
            variant="default"
            aria-expanded={tool === 'layers'}
            leftSection={<IconStack2 size={18} aria-hidden />}
            onClick={() => toggle('layers')}
          >
            {t('layers.title')}
          </Button>
        ) : (
          <ActionIcon
            variant="default"
            size={44}
            aria-expanded={tool === 'layers'}
            aria-label={t('layers.title')}
            onClick={() => toggle('layers')}
          >
            <IconStack2 size={22} aria-hidden />
          </ActionIcon>
        )}
        {tools
          // A phone has no keys to speak of, and no room for a button about them.
          .filter(({ name }) => isWide || name !== 'keys')
          .map(({ name, Icon }) => (
            <ActionIcon
              key={name}
              variant="default"
              size={isWide ? 42 : 44}
              aria-label={t(`mapTools.${name}.open`)}
              title={t(`mapTools.${name}.open`)}
              aria-expanded={tool === name}
              onClick={() => toggle(name)}
            >
              <Icon size={20} aria-hidden />
            </ActionIcon>
          ))}
      </div>
      {isWide && tool === 'layers' ? <LayerBox look={look} /> : null}
      {isWide ? null : (
        <Drawer
          opened={tool === 'layers'}
          onClose={() => open(null)}
          position="bottom"
          size="72%"
          zIndex={400}
          title={t('layers.title')}
          overlayProps={{ backgroundOpacity: 0.15 }}
          closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
        >
          <LayerPanel look={look} />
        </Drawer>
      )}
      {tool === 'measure' ? <MeasureBar /> : null}
      {tool === 'print' ? (
        <Suspense fallback={null}>
          <PrintDialog look={look} />
        </Suspense>
      ) : null}
      <KeysSheet />
    </>
  );
}

/** The panel lies beside the work on the map, which goes on while it is open; Esc gives the map back the keyboard. */
function LayerBox({ look }: { look: LegendLook }) {
  const { t } = useWords();
  const { open, handle } = useMapTools();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const close = (): void => {
    open(null);
    handle?.focus();
  };
  return (
    <section
      className={styles.panel}
      ref={box}
      tabIndex={-1}
      aria-label={t('layers.open')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className={styles.panelHead}>
        <h2>{t('layers.title')}</h2>
        <CloseButton size={40} aria-label={t('common.close')} onClick={close} />
      </div>
      <div className={styles.panelBody}>
        <LayerPanel look={look} />
      </div>
    </section>
  );
}

function useLegendLook(): LegendLook {
  const { accidentView } = usePlanning().state;
  const { bins } = useMapTools();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return { accidentView, bins, hotspotRuns: useHotspotRuns(), scheme };
}
