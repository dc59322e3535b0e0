// Taking a photo and blurring it with a finger, before anything of it is stored.
import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { asJpeg, photoCanvas, pixelate } from './shrink-photo.ts';

export type TakenPhoto = { file: Blob; takenAt: string };

type Stroke = { x: number; y: number }[];

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
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const isDown = useRef(false);
  const radius = Math.max(source.width, source.height) / 28;
  useEffect(() => {
    if (canvas === null) return;
    canvas.width = source.width;
    canvas.height = source.height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    context.drawImage(source, 0, 0);
    for (const { x, y } of strokes.flat()) pixelate(context, x, y, radius);
  }, [canvas, source, strokes, radius]);
  const placeOf = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * source.width,
      y: ((event.clientY - box.top) / box.height) * source.height,
    };
  };
  const extend = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!isDown.current) return;
    const place = placeOf(event);
    setStrokes((before) => [...before.slice(0, -1), [...(before.at(-1) ?? []), place]]);
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
          onPointerDown={(event) => {
            isDown.current = true;
            event.currentTarget.setPointerCapture(event.pointerId);
            setStrokes([...strokes, [placeOf(event)]]);
          }}
          onPointerMove={extend}
          onPointerUp={() => {
            isDown.current = false;
          }}
        />
        <Text size="sm">{t('field.photo.blurAbout')}</Text>
        <div className={styles.pair}>
          <Button
            variant="default"
            disabled={strokes.length === 0}
            onClick={() => setStrokes(strokes.slice(0, -1))}
          >
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
