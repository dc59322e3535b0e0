// Recording a sighting of an illegal spot where one stands, with the photos that prove it.
import { Alert, Button, NumberInput, Stack, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { SpotKind } from '../../../contract/codes.ts';
import { SightingInput } from '../../../contract/field.ts';
import { newId } from '../../new-id.ts';
import { edited, mayDiscard } from '../../outbox/item.ts';
import { changeItem } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import { DraftNote } from './draft-note.tsx';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { PhotoField } from './photo-field.tsx';
import { photoItems } from './photo-items.ts';
import { useTell } from './tell.ts';
import { Thumbs } from './thumbs.tsx';
import { metresBetween } from './track.ts';
import { DraftPhotos, useDraft } from './use-draft.ts';
import { useHere } from './walk-recorder.tsx';

/** A spot further away from every school is nobody's (our choice). */
const SCHOOL_METRES = 500;

const Count = z.union([z.number(), z.literal('')]);
const Form = z.object({
  id: z.string(),
  kind: SpotKind.nullable(),
  vehicles: Count,
  watched: Count,
  seen: Count,
  note: z.string(),
  photos: DraftPhotos,
});

/** What a number field gives: a number, or nothing. */
const countOf = (value: number | string) => (typeof value === 'number' ? value : '');

/** `itemId` of the outbox is mended, as long as nothing of it can be on the server; null records a new one. */
export function SpotPage({ itemId }: { itemId: string | null }) {
  const words = useWords();
  const { t } = words;
  const pack = usePack();
  const navigate = useNavigate();
  const tell = useTell();
  const { store, items, save } = useField();
  const before = SightingInput.safeParse(items.find((item) => item.id === itemId)?.body).data;
  const { here, isDenied } = useHere(before === undefined);
  const draft = useDraft(
    `spot ${itemId ?? ''}`,
    Form,
    (): z.infer<typeof Form> => ({
      id: itemId ?? newId(),
      kind: before?.kind ?? null,
      vehicles: before?.vehicles ?? '',
      watched: before?.minutesWatched ?? '',
      seen: before?.minutesSeen ?? '',
      note: before?.note ?? '',
      photos: [],
    }),
  );
  if (draft === null) return null;
  const { kind, vehicles, watched, seen, note, photos } = draft.value;
  const { evidencePhotos, evidenceMinutesApart } = pack.codes.spotRules;

  const place = before?.location.coordinates ?? here?.place ?? null;
  const keep = async () => {
    if (kind === null || place === null) return;
    const near = pack.schools
      .map((school) => ({
        id: school.id,
        metres: Math.min(
          ...[school, ...school.gates].map(({ location }) => metresBetween(location.coordinates, place)),
        ),
      }))
      .sort((a, b) => a.metres - b.metres)[0];
    const minutesSeen = Math.min(Number(seen), Number(watched));
    const { id } = draft.value;
    const body: SightingInput = {
      kind,
      location: { type: 'Point', coordinates: place },
      ...(near !== undefined && near.metres <= SCHOOL_METRES && { schoolId: near.id }),
      seenAt: before?.seenAt ?? new Date().toISOString(),
      ...(vehicles !== '' && { vehicles }),
      ...(watched !== '' && { minutesWatched: watched, minutesSeen }),
      ...(note.trim() !== '' && { note: note.trim() }),
    };
    const taken = await photoItems(photos, { sightingId: id, kind: 'evidence' }, [id]);
    if (itemId === null) await save([{ id, kind: 'sighting', body }, ...taken], draft.forget);
    else
      await save(taken, async () => {
        await changeItem(store, itemId, (item) => (mayDiscard(item) ? edited(item, body, new Date()) : item));
        await draft.forget();
      });
    tell(t('field.spot.saved'));
    await navigate({ to: '/khao-sat/$', params: { _splat: itemId === null ? '' : 'hop-gui' } });
  };
  return (
    <FieldFrame
      title={t('field.spot.title')}
      back={itemId === null ? '' : 'hop-gui'}
      dock={
        <Button size="xl" disabled={kind === null || place === null} onClick={() => void keep()}>
          {t('field.spot.save')}
        </Button>
      }
    >
      <DraftNote keptAt={draft.keptAt} onDrop={draft.drop} />
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
              onClick={() => draft.change({ kind: option })}
            >
              {t(`spotKind.${option}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <p className={styles.soft}>
        {before !== undefined
          ? t('field.finding.asRecorded')
          : here === null
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
          onChange={(value) => draft.change({ vehicles: countOf(value) })}
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
            onChange={(value) => draft.change({ watched: countOf(value) })}
          />
          <NumberInput
            size="lg"
            min={0}
            max={typeof watched === 'number' ? watched : 1_440}
            inputMode="numeric"
            hideControls
            label={t('field.spot.seen')}
            value={seen}
            onChange={(value) => draft.change({ seen: countOf(value) })}
          />
        </div>
        <Textarea
          size="lg"
          rows={2}
          maxLength={500}
          label={t('field.spot.note')}
          value={note}
          onChange={(event) => draft.change({ note: event.currentTarget.value })}
        />
        <span className={styles.soft}>
          {t('field.spot.evidenceAbout', {
            photos: words.count(evidencePhotos),
            minutes: words.count(evidenceMinutesApart),
            shown: words.count(photos.length),
          })}
        </span>
        <Thumbs photos={photos} onChange={(kept) => draft.change({ photos: kept })} />
        <PhotoField
          label={t('field.spot.evidence')}
          onPhoto={(photo) => draft.change({ photos: [...photos, photo] })}
        />
      </Stack>
    </FieldFrame>
  );
}
