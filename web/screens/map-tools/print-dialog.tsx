// The map as a sheet of paper: what it is called, its size and scale, how it will look; then to the printer or a file.
import {
  Button,
  Group,
  Loader,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { type LegendLook, legendOf, legendOrder } from '../../map/legend-parts.ts';
import type { BinClasses, MapCamera } from '../../map/map-types.ts';
import { useWords } from '../../text/words.ts';
import { usePlanning } from '../planning/planning-context.tsx';
import styles from './map-tools.module.css';
import { useMapTools } from './map-tools-context.tsx';
import {
  dotsPerPx,
  type Orientation,
  orientations,
  type Paper,
  papers,
  pxOf,
  roundScale,
  scaleOf,
  sheetLayout,
  zoomFor,
  zoomOf,
} from './print-layout.ts';
import { printPicture, savePicture } from './print-output.ts';
import { drawSheet } from './print-sheet.ts';
import { useSheetWords } from './sheet-words.ts';

/** The usual scales of town plans and maps. */
const scales = [1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000] as const;

type MapPicture = {
  canvas: HTMLCanvasElement;
  bins: BinClasses | null;
  camera: MapCamera;
  paper: Paper;
  orientation: Orientation;
};

export function PrintDialog({ look }: { look: LegendLook }) {
  const words = useWords();
  const { t } = words;
  const { handle, open } = useMapTools();
  const { state } = usePlanning();
  const [title, setTitle] = useState<string>(() => t('mapTools.print.defaultTitle'));
  const [paper, setPaper] = useState<Paper>('A4');
  const [orientation, setOrientation] = useState<Orientation>('landscape');
  const [scale, setScale] = useState<number | null>(null);
  const [picture, setPicture] = useState<MapPicture | null>(null);
  const [sheet, setSheet] = useState<Blob | null>(null);
  const [isFailed, setFailed] = useState(false);
  const [shownTitle] = useDebouncedValue(title, 400);
  const sheetWords = useSheetWords(shownTitle);

  useEffect(() => {
    if (handle === null) return;
    let isOver = false;
    setPicture(null);
    setFailed(false);
    const { map } = sheetLayout(paper, orientation);
    const { camera, widthPx, heightPx } = handle.view();
    const asSeen = scaleOf(zoomFor({ zoom: camera.zoom, widthPx, heightPx }, map), camera.lat);
    const onPaper = { ...camera, zoom: zoomOf(scale ?? roundScale(asSeen), camera.lat) };
    handle
      .picture({ widthPx: pxOf(map.width), heightPx: pxOf(map.height), dotsPerPx, camera: onPaper })
      .then(({ canvas, bins }) => {
        if (!isOver) setPicture({ canvas, bins, camera: onPaper, paper, orientation });
      })
      .catch((error: unknown) => {
        console.error(error);
        if (!isOver) setFailed(true);
      });
    return () => {
      isOver = true;
    };
  }, [handle, paper, orientation, scale]);

  const { accidentView, hotspotRuns } = look;
  const bins = picture?.bins ?? null;
  const legend = useMemo(
    () =>
      legendOrder
        .filter((layer) => state.layers.has(layer))
        .flatMap((layer) =>
          legendOf(layer, { accidentView, bins, hotspotRuns, scheme: 'light' }, (key) => t(`map.${key}`)),
        ),
    [state.layers, accidentView, bins, hotspotRuns, t],
  );
  useEffect(() => {
    if (picture === null) {
      setSheet(null);
      return;
    }
    let isOver = false;
    const { canvas, camera } = picture;
    const onPaper = scaleOf(camera.zoom, camera.lat);
    drawSheet(sheetLayout(picture.paper, picture.orientation), canvas, onPaper, legend, sheetWords(onPaper))
      .then((drawn) => {
        drawn.toBlob((blob) => {
          if (!isOver) setSheet(blob);
        }, 'image/png');
      })
      .catch((error: unknown) => {
        console.error(error);
        if (!isOver) setFailed(true);
      });
    return () => {
      isOver = true;
    };
  }, [picture, legend, sheetWords]);

  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t('mapTools.print.title')}
      size="xl"
      zIndex={500}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('mapTools.print.sheetTitle')}
          value={title}
          maxLength={120}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group gap="sm" align="end">
          <SegmentedControl
            aria-label={t('mapTools.print.paper')}
            value={paper}
            onChange={(value) => setPaper(papers.find((each) => each === value) ?? 'A4')}
            data={[...papers]}
          />
          <SegmentedControl
            aria-label={t('mapTools.print.orientation')}
            value={orientation}
            onChange={(value) => setOrientation(orientations.find((each) => each === value) ?? 'landscape')}
            data={orientations.map((value) => ({ value, label: t(`mapTools.print.${value}`) }))}
          />
          <Select
            aria-label={t('mapTools.print.scale')}
            w={180}
            allowDeselect={false}
            comboboxProps={{ zIndex: 600 }}
            value={scale === null ? 'seen' : String(scale)}
            onChange={(value) => setScale(scales.find((each) => String(each) === value) ?? null)}
            data={[
              { value: 'seen', label: t('mapTools.print.asSeen') },
              ...scales.map((each) => ({ value: String(each), label: `1:${words.count(each)}` })),
            ]}
          />
        </Group>
        <div className={styles.preview} aria-busy={sheet === null && !isFailed}>
          {isFailed ? (
            <Text role="alert">{t('mapTools.print.failed')}</Text>
          ) : sheet === null ? (
            <Group gap="xs">
              <Loader size="sm" aria-hidden /> <Text role="status">{t('mapTools.print.drawing')}</Text>
            </Group>
          ) : (
            <Preview sheet={sheet} words={t('mapTools.print.preview', { title: shownTitle })} />
          )}
        </div>
        <Group justify="flex-end" gap="sm">
          <Button
            variant="default"
            disabled={sheet === null}
            leftSection={<IconDownload size={18} aria-hidden />}
            onClick={() => sheet !== null && savePicture(sheet, shownTitle)}
          >
            {t('mapTools.print.save')}
          </Button>
          <Button
            disabled={sheet === null}
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => sheet !== null && void printPicture(sheet, paper, orientation)}
          >
            {t('mapTools.print.print')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ sheet, words }: { sheet: Blob; words: string }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(sheet);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [sheet]);
  return address === '' ? null : <img src={address} alt={words} />;
}
