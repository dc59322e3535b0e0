// The measuring tool: what to measure, the value so far, and what can be done with it.
import { ActionIcon, Button, CloseButton, Group, SegmentedControl, Text } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Measured, Measuring } from '../../map/map-types.ts';
import { useWords, type Words } from '../../text/words.ts';
import { copyText } from './copy-text.ts';
import styles from './map-tools.module.css';
import { useMapTools } from './map-tools-context.tsx';
import { areaText, lengthText, measureWords, resultText } from './measure-words.ts';

const kinds = ['distance', 'area'] as const;

export function MeasureBar() {
  const words = useWords();
  const { t } = words;
  const { handle, open } = useMapTools();
  const [kind, setKind] = useState<Measured['kind']>('distance');
  const [measured, setMeasured] = useState<Measured | null>(null);
  const control = useRef<Measuring | null>(null);

  useEffect(() => {
    if (handle === null) return;
    let isOver = false;
    setMeasured(null);
    void handle.measure(kind, measureWords(words), setMeasured).then((started) => {
      if (isOver) started.stop();
      else control.current = started;
    });
    handle.focus();
    return () => {
      isOver = true;
      control.current?.stop();
      control.current = null;
    };
  }, [handle, kind, words]);

  useEffect(() => {
    const end = (event: KeyboardEvent) => {
      if (event.key === 'Escape') open(null);
    };
    window.addEventListener('keydown', end);
    return () => window.removeEventListener('keydown', end);
  }, [open]);

  const points = measured?.points ?? 0;
  const text = resultText(measured, words);
  return (
    <section className={styles.measure} aria-label={t('mapTools.measure.title')}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <SegmentedControl
          aria-label={t('mapTools.measure.title')}
          size="sm"
          value={kind}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? 'distance')}
          data={kinds.map((value) => ({ value, label: t(`mapTools.measure.${value}`) }))}
        />
        <CloseButton size={44} aria-label={t('common.close')} onClick={() => open(null)} />
      </Group>
      <p className={styles.value} role="status">
        {measured === null || text === '' ? '–' : <Value measured={measured} words={words} />}
      </p>
      <Text size="sm" className={styles.soft ?? ''}>
        {measured?.isDone === true
          ? t('mapTools.measure.done')
          : points === 0
            ? t('mapTools.measure.start')
            : t(kind === 'area' ? 'mapTools.measure.goOnArea' : 'mapTools.measure.goOn')}
      </Text>
      <Group gap={6} mt={8}>
        <ActionIcon
          variant="default"
          size={40}
          disabled={points === 0}
          aria-label={t('mapTools.measure.undo')}
          title={t('mapTools.measure.undo')}
          onClick={() => control.current?.undo()}
        >
          <IconArrowBackUp size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={40}
          disabled={points === 0}
          aria-label={t('mapTools.measure.restart')}
          title={t('mapTools.measure.restart')}
          onClick={() => control.current?.restart()}
        >
          <IconRefresh size={20} aria-hidden />
        </ActionIcon>
        <Button
          variant="default"
          h={40}
          disabled={text === ''}
          leftSection={<IconCopy size={18} aria-hidden />}
          onClick={() =>
            void copyText(
              text,
              t('mapTools.measure.copied', { text }),
              t('mapTools.measure.notCopied', { text }),
            )
          }
        >
          {t('mapTools.measure.copy')}
        </Button>
      </Group>
      <Text size="xs" mt={6} className={`${styles.soft} ${styles.note}`}>
        {t('mapTools.measure.note')}
      </Text>
    </section>
  );
}

function Value({ measured, words }: { measured: Measured; words: Words }) {
  if (measured.squareMetres === null) return lengthText(measured.metres, words);
  return (
    <>
      {areaText(measured.squareMetres, words)}{' '}
      <small>
        {words.t('mapTools.measure.perimeter')} {lengthText(measured.metres, words)}
      </small>
    </>
  );
}
