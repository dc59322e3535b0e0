// Recording a sighting of an illegal spot where one stands, with the photos that prove it.
import { Alert, Button, NumberInput, Stack, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { SpotKind } from '../../../contract/codes.ts';
import type { SightingInput } from '../../../contract/field.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { PhotoField, type TakenPhoto } from './photo-field.tsx';
import { sha256 } from './shrink-photo.ts';
import { useTell } from './tell.ts';
import { Thumbs } from './thumbs.tsx';
import { metresBetween } from './track.ts';
import { useHere } from './walk-recorder.tsx';

/** A spot further away from every school is nobody's (our choice). */
const SCHOOL_METRES = 500;

export function SpotPage() {
  const words = useWords();
  const { t } = words;
  const pack = usePack();
  const navigate = useNavigate();
  const tell = useTell();
  const { save } = useField();
  const { here, isDenied } = useHere();
  const [kind, setKind] = useState<SpotKind | null>(null);
  const [vehicles, setVehicles] = useState<number | string>('');
  const [watched, setWatched] = useState<number | string>('');
  const [seen, setSeen] = useState<number | string>('');
  const [note, setNote] = useState('');
  const [photos, setPhotos] = useState<TakenPhoto[]>([]);
  const { evidencePhotos, evidenceMinutesApart } = pack.codes.spotRules;

  const keep = async () => {
    if (kind === null || here === null) return;
    const near = pack.schools
      .map((school) => ({
        id: school.id,
        metres: Math.min(
          ...[school, ...school.gates].map(({ location }) => metresBetween(location.coordinates, here.place)),
        ),
      }))
      .sort((a, b) => a.metres - b.metres)[0];
    const minutesSeen = Math.min(Number(seen), Number(watched));
    const body: SightingInput = {
      kind,
      location: { type: 'Point', coordinates: here.place },
      ...(near !== undefined && near.metres <= SCHOOL_METRES && { schoolId: near.id }),
      seenAt: new Date().toISOString(),
      ...(typeof vehicles === 'number' && { vehicles }),
      ...(typeof watched === 'number' && { minutesWatched: watched, minutesSeen }),
      ...(note.trim() !== '' && { note: note.trim() }),
    };
    const id = newId();
    await save({ id, kind: 'sighting', body });
    for (const { file, takenAt } of photos)
      await save(
        {
          kind: 'photo',
          body: {
            sightingId: id,
            kind: 'evidence',
            takenAt,
            byteCount: file.size,
            sha256: await sha256(file),
          },
          needs: [id],
        },
        file,
      );
    tell(t('field.spot.saved'));
    await navigate({ to: '/khao-sat/$', params: { _splat: '' } });
  };
  return (
    <FieldFrame
      title={t('field.spot.title')}
      back=""
      dock={
        <Button size="xl" disabled={kind === null || here === null} onClick={() => void keep()}>
          {t('field.spot.save')}
        </Button>
      }
    >
      <fieldset className={styles.choices}>
        <legend>
          <h2>{t('field.spot.kind')}</h2>
        </legend>
        <div className={styles.answers}>
          {SpotKind.options.map((option) => (
            <button
              key={option}
              type="button"
              className={styles.answer}
              data-last={option === kind}
              aria-pressed={option === kind}
              onClick={() => setKind(option)}
            >
              {t(`spotKind.${option}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <p className={styles.soft}>
        {here === null
          ? t('field.spot.waitPlace')
          : t('field.finding.placeSet', { metres: words.count(here.accuracyMetres) })}
        {' · '}
        {t('field.spot.joins')}
      </p>
      {isDenied ? <Alert color="yellow">{t('field.walk.denied')}</Alert> : null}
      <Stack gap="md">
        <NumberInput
          size="lg"
          min={0}
          max={1_000}
          inputMode="numeric"
          hideControls
          label={t('field.spot.vehicles')}
          value={vehicles}
          onChange={setVehicles}
        />
        <div className={styles.two}>
          <NumberInput
            size="lg"
            min={0}
            max={1_440}
            inputMode="numeric"
            hideControls
            label={t('field.spot.watched')}
            value={watched}
            onChange={setWatched}
          />
          <NumberInput
            size="lg"
            min={0}
            max={typeof watched === 'number' ? watched : 1_440}
            inputMode="numeric"
            hideControls
            label={t('field.spot.seen')}
            value={seen}
            onChange={setSeen}
          />
        </div>
        <Textarea
          size="lg"
          autosize
          minRows={2}
          maxLength={500}
          label={t('field.spot.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <span className={styles.soft}>
          {t('field.spot.evidenceAbout', {
            photos: words.count(evidencePhotos),
            minutes: words.count(evidenceMinutesApart),
            shown: words.count(photos.length),
          })}
        </span>
        <Thumbs photos={photos} />
        <PhotoField
          label={t('field.spot.evidence')}
          onPhoto={(photo) => setPhotos((taken) => [...taken, photo])}
        />
      </Stack>
    </FieldFrame>
  );
}
