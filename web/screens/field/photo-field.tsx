// Taking a photo and blurring it with a finger, before anything of it is stored.
import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { asJpeg, photoCanvas, pixelate } from './shrink-photo.ts';

export type TakenPhoto = { file: Blob; takenAt: string };

type Place = { x: number; y: number };

/** A button that opens the camera; gives the photo only after it was looked at and blurred. */
export function PhotoField({ label, onPhoto }: { label: string; onPhoto: (photo: TakenPhoto) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState<HTMLCanvasElement | null>(null);
  const [takenAt, setTakenAt] = useState('');
  const [isBad, setBad] = useState(false);
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    setBad(false);
    try {
      setSource(await photoCanvas(file));
      setTakenAt(new Date().toISOString());
    } catch {
      setBad(true);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        data-testid="photo"
        onChange={(event) => {
          void choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        size="lg"
        leftSection={<IconCamera size={22} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      {isBad ? (
        <Text role="alert" c="red.8">
          {t('field.photo.failed')}
        </Text>
      ) : null}
      {source === null ? null : (
        <BlurDialog
          source={source}
          onCancel={() => setSource(null)}
          onUse={(file) => {
            setSource(null);
            onPhoto({ file, takenAt });
          }}
        />
      )}
    </>
  );
}

function BlurDialog({
  source,
  onCancel,
  onUse,
}: {
  source: HTMLCanvasElement;
  onCancel: () => void;
  onUse: (file: Blob) => void;
}) {
  const { t } = useWords();
  // The dialog puts it on the page only after its first drawing: what draws on it has to hear of that.
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const strokes = useRef<Place[][]>([]);
  const [strokeCount, setStrokeCount] = useState(0);
  const isDown = useRef(false);
  const radius = Math.max(source.width, source.height) / 28;
  const draw = useCallback(
    (places: readonly Place[]) => {
      const context = canvas?.getContext('2d', { willReadFrequently: true });
      if (context) for (const { x, y } of places) pixelate(context, x, y, radius);
    },
    [canvas, radius],
  );
  const drawAll = useCallback(() => {
    if (canvas === null) return;
    canvas.width = source.width;
    canvas.height = source.height;
    canvas.getContext('2d', { willReadFrequently: true })?.drawImage(source, 0, 0);
    draw(strokes.current.flat());
  }, [canvas, source, draw]);
  useEffect(drawAll, [drawAll]);
  const placeOf = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * source.width,
      y: ((event.clientY - box.top) / box.height) * source.height,
    };
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    isDown.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    strokes.current.push([place]);
    setStrokeCount(strokes.current.length);
    draw([place]);
  };
  const extend = (event: PointerEvent<HTMLCanvasElement>) => {
    const stroke = strokes.current.at(-1);
    const last = stroke?.at(-1);
    if (!isDown.current || stroke === undefined || last === undefined) return;
    const way = wayTo(last, placeOf(event), radius / 2);
    stroke.push(...way);
    draw(way);
  };
  const lift = () => {
    isDown.current = false;
  };
  const undo = () => {
    strokes.current.pop();
    setStrokeCount(strokes.current.length);
    drawAll();
  };
  const use = async () => {
    if (canvas !== null) onUse(await asJpeg(canvas));
  };
  return (
    <Modal
      opened
      fullScreen
      transitionProps={{ duration: 0 }}
      onClose={onCancel}
      closeButtonProps={{ 'aria-label': t('field.photo.cancel'), size: 44 }}
      title={t('field.photo.blur')}
    >
      <Stack gap="sm">
        <canvas
          ref={setCanvas}
          className={styles.photo}
          aria-label={t('field.photo.blur')}
          onPointerDown={begin}
          onPointerMove={extend}
          onPointerUp={lift}
          onPointerCancel={lift}
        />
        <Text size="sm">{t('field.photo.blurAbout')}</Text>
        <div className={styles.pair}>
          <Button variant="default" disabled={strokeCount === 0} onClick={undo}>
            {t('field.photo.undo')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('field.photo.cancel')}
          </Button>
        </div>
        <Button size="xl" onClick={() => void use()}>
          {t('field.photo.use')}
        </Button>
      </Stack>
    </Modal>
  );
}

/** Places on the way to another, so close that a fast finger leaves nothing out. */
function wayTo(from: Place, to: Place, step: number): Place[] {
  const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step));
  return Array.from({ length: count }, (_, i) => ({
    x: from.x + ((to.x - from.x) * (i + 1)) / count,
    y: from.y + ((to.y - from.y) * (i + 1)) / count,
  }));
}
