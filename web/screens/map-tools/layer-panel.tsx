// The layers of the map: each with a switch, its signs and how strongly it is drawn; how accidents are drawn; and the
// look of the whole application.
import {
  ActionIcon,
  Button,
  SegmentedControl,
  Slider,
  Switch,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { LegendParts } from '../../map/legend.tsx';
import { type LegendLook, legendOf } from '../../map/legend-parts.ts';
import type { FadableId, MapLayerId } from '../../map/map-types.ts';
import { useWords } from '../../text/words.ts';
import { usePlanning } from '../planning/planning-context.tsx';
import { accidentViews, readPlanning } from '../planning/url-state.ts';
import styles from './map-tools.module.css';

const groups = [
  { name: 'routes', layers: ['schools', 'routes', 'gates', 'no_stopping'] },
  { name: 'accidents', layers: ['accidents'] },
  { name: 'hotspots', layers: ['hotspots'] },
  { name: 'field', layers: ['spots', 'findings'] },
  { name: 'base', layers: ['units'] },
] as const satisfies readonly { name: string; layers: readonly MapLayerId[] }[];

export function LayerPanel({ look }: { look: LegendLook }) {
  const { t } = useWords();
  const { change } = usePlanning();
  const reset = (): void => {
    const { layers, opacity, accidentView } = readPlanning({});
    change({ layers, opacity, accidentView }, 'replace');
  };
  return (
    <div className={styles.layers}>
      {groups.map(({ name, layers }) => (
        <section key={name} className={styles.group}>
          <h3>{t(`mapTools.layers.groups.${name}`)}</h3>
          {layers.map((layer) => (
            <LayerRow key={layer} layer={layer} look={look} />
          ))}
          {name === 'base' ? (
            <div className={styles.row}>
              <Text size="sm">{t('map.layer.basemap')}</Text>
              <OpacitySlider layer="basemap" />
            </div>
          ) : null}
        </section>
      ))}
      <Button variant="subtle" size="compact-sm" mb="sm" onClick={reset}>
        {t('mapTools.layers.reset')}
      </Button>
      <section className={styles.group}>
        <h3>{t('mapTools.layers.scheme')}</h3>
        <SchemeSwitch />
      </section>
    </div>
  );
}

function LayerRow({ layer, look }: { layer: MapLayerId; look: LegendLook }) {
  const { t } = useWords();
  const { state, change } = usePlanning();
  const [isFolded, setFolded] = useState(false);
  const isOn = state.layers.has(layer);
  const name = t(`map.layer.${layer}`);
  const toggle = (): void => {
    const layers = new Set(state.layers);
    if (!layers.delete(layer)) layers.add(layer);
    change({ layers }, 'replace');
  };
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <div className={styles.row}>
      <div className={styles.rowHead}>
        <Switch
          checked={isOn}
          onChange={toggle}
          label={name}
          aria-label={t('mapTools.layers.showOf', { layer: name })}
        />
        {isOn ? (
          <ActionIcon
            variant="subtle"
            color="gray.7"
            size={32}
            aria-expanded={!isFolded}
            aria-label={t(isFolded ? 'mapTools.layers.unfold' : 'mapTools.layers.fold', { layer: name })}
            onClick={() => setFolded(!isFolded)}
          >
            <Chevron size={18} aria-hidden />
          </ActionIcon>
        ) : null}
      </div>
      {isOn && !isFolded ? (
        <div className={styles.rowBody}>
          {layer === 'accidents' ? <ViewSwitch /> : null}
          <LegendParts parts={legendOf(layer, look, (key) => t(`map.${key}`))} hasTitles={false} />
          <OpacitySlider layer={layer} />
        </div>
      ) : null}
    </div>
  );
}

function ViewSwitch() {
  const { t } = useWords();
  const { state, change } = usePlanning();
  return (
    <>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={t('mapTools.layers.view')}
        value={state.accidentView}
        onChange={(value) =>
          change({ accidentView: accidentViews.find((view) => view === value) ?? 'auto' }, 'replace')
        }
        data={accidentViews.map((value) => ({ value, label: t(`mapTools.layers.views.${value}`) }))}
      />
      <Text size="xs" my={6} className={styles.soft ?? ''}>
        {t(`mapTools.layers.viewHelp.${state.accidentView}`)}
      </Text>
    </>
  );
}

/** Moves at once under the finger; the link learns of it when the finger lets go. */
function OpacitySlider({ layer }: { layer: FadableId }) {
  const { t } = useWords();
  const { state, change } = usePlanning();
  const percent = Math.round((state.opacity.get(layer) ?? 1) * 100);
  const [moved, setMoved] = useState<number | null>(null);
  const shown = moved ?? percent;
  const name = t('mapTools.layers.opacity', { layer: t(`map.layer.${layer}`) });
  return (
    <div className={styles.opacity}>
      <span aria-hidden>{t('mapTools.layers.strength')}</span>
      <Slider
        size="sm"
        min={0}
        max={100}
        step={5}
        label={null}
        value={shown}
        thumbLabel={name}
        thumbProps={{ 'aria-valuetext': `${shown}%` }}
        onChange={setMoved}
        onChangeEnd={(value) => {
          setMoved(null);
          change({ opacity: new Map(state.opacity).set(layer, value / 100) }, 'replace');
        }}
      />
      <span className="numbers" aria-hidden>
        {shown}%
      </span>
    </div>
  );
}

const schemes = ['auto', 'light', 'dark'] as const;

function SchemeSwitch() {
  const { t } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="sm"
      aria-label={t('mapTools.layers.scheme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(schemes.find((each) => each === value) ?? 'auto')}
      data={schemes.map((value) => ({ value, label: t(`mapTools.layers.schemes.${value}`) }))}
    />
  );
}
