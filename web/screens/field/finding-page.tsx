// Recording a finding: what is wrong, where, who must act, until when, and a photo; or mending one that is not sent well.
import { Button, NativeSelect, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { z } from 'zod';
import { FindingOwner } from '../../../contract/codes.ts';
import { FindingInput } from '../../../contract/finding.ts';
import { newId } from '../../new-id.ts';
import { edited } from '../../outbox/item.ts';
import { changeItem } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import { DraftNote } from './draft-note.tsx';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSchool } from './pack.ts';
import { PhotoField } from './photo-field.tsx';
import { photoItems } from './photo-items.ts';
import { localDay } from './survey-today.ts';
import { useTell } from './tell.ts';
import { Thumbs } from './thumbs.tsx';
import { DraftPhotos, useDraft } from './use-draft.ts';
import { useHere } from './walk-recorder.tsx';

const Form = z.object({
  id: z.string(),
  reason: z.string(),
  owner: FindingOwner,
  measure: z.string(),
  dueOn: z.string(),
  description: z.string(),
  /** `kept`: where it was recorded; else at the school. */
  place: z.enum(['here', 'kept']),
  photos: DraftPhotos,
});

/** `itemId` of the outbox is mended; null records a new one. */
export function FindingPage({ school, itemId }: { school: PackSchool; itemId: string | null }) {
  const words = useWords();
  const { t, language } = words;
  const { codes } = usePack();
  const navigate = useNavigate();
  const tell = useTell();
  const { store, items, save } = useField();
  const before = FindingInput.safeParse(items.find((item) => item.id === itemId)?.body).data;
  const draft = useDraft(
    `finding ${itemId ?? school.id}`,
    Form,
    (): z.infer<typeof Form> => ({
      id: itemId ?? newId(),
      reason: before?.reasonCode ?? '',
      owner: before?.owner ?? 'commune',
      measure: before?.measureCode ?? '',
      dueOn: before?.dueOn ?? '',
      description: before?.description ?? '',
      place: before === undefined ? 'here' : 'kept',
      photos: [],
    }),
  );
  const form = draft?.value;
  const { here, isDenied } = useHere(form?.place === 'here');
  useEffect(() => {
    if (isDenied && form?.place === 'here') draft?.change({ place: 'kept' });
  });
  if (draft === null || form === undefined) return null;

  const { reason, photos, place } = form;
  const chooseReason = (id: string) => {
    const entry = codes.reasons.find((one) => one.id === id);
    draft.change({ reason: id, owner: entry?.owner ?? form.owner, measure: entry?.measure ?? '' });
  };
  const gate = school.gates[0];
  const location =
    place === 'here' && here !== null
      ? { type: 'Point' as const, coordinates: here.place }
      : (before?.location ?? gate?.location ?? school.location);
  const keep = async () => {
    const { measure, description, dueOn, owner } = form;
    const body: FindingInput = {
      ...before,
      schoolId: school.id,
      reasonCode: reason,
      measureCode: measure === '' ? undefined : measure,
      description: description.trim() === '' ? undefined : description.trim(),
      location,
      owner,
      foundOn: before?.foundOn ?? localDay(new Date()),
      dueOn: dueOn === '' ? undefined : dueOn,
    };
    const taken = await photoItems(photos, { findingId: form.id, kind: 'before' }, [form.id]);
    if (itemId === null) await save([{ id: form.id, kind: 'finding', body }, ...taken], draft.forget);
    else
      await save(taken, async () => {
        await changeItem(store, itemId, (item) => edited(item, body, new Date()));
        await draft.forget();
      });
    tell(t('field.finding.saved'));
    await navigate({ to: '/khao-sat/$', params: { _splat: `truong/${school.id}` } });
  };
  return (
    <FieldFrame
      title={t('field.finding.title')}
      back={`truong/${school.id}`}
      dock={
        reason === '' ? null : (
          <Button size="xl" disabled={place === 'here' && here === null} onClick={() => void keep()}>
            {t('field.finding.save')}
          </Button>
        )
      }
    >
      <DraftNote keptAt={draft.keptAt} onDrop={draft.drop} />
      <fieldset className={styles.choices}>
        <legend>
          <h2>{t('field.finding.reason')}</h2>
        </legend>
        <div className={styles.answers}>
          {codes.reasons
            .filter((entry) => reason === '' || entry.id === reason)
            .map((entry) => (
              <button
                key={entry.id}
                type="button"
                className={styles.answer}
                data-last={entry.id === reason}
                aria-pressed={entry.id === reason}
                onClick={() => (entry.id === reason ? draft.change({ reason: '' }) : chooseReason(entry.id))}
              >
                {entry[language]}
              </button>
            ))}
        </div>
      </fieldset>
      {reason === '' ? null : (
        <Stack gap="md">
          <div>
            <strong>{t('field.finding.place')}</strong>
            <SegmentedControl
              fullWidth
              size="md"
              value={place}
              onChange={(value) => draft.change({ place: value === 'here' ? 'here' : 'kept' })}
              data={[
                { value: 'here', label: t('field.finding.here') },
                {
                  value: 'kept',
                  label: t(before === undefined ? 'field.finding.atSchool' : 'field.finding.asRecorded'),
                },
              ]}
            />
            <span className={styles.soft}>
              {place !== 'here'
                ? ''
                : here === null
                  ? t('field.spot.waitPlace')
                  : t('field.finding.placeSet', { metres: words.count(here.accuracyMetres) })}
            </span>
          </div>
          <NativeSelect
            size="lg"
            label={t('field.finding.owner')}
            value={form.owner}
            onChange={(event) => draft.change({ owner: FindingOwner.parse(event.currentTarget.value) })}
            data={FindingOwner.options.map((value) => ({ value, label: t(`findingOwner.${value}`) }))}
          />
          <NativeSelect
            size="lg"
            label={t('field.finding.measure')}
            value={form.measure}
            onChange={(event) => draft.change({ measure: event.currentTarget.value })}
            data={[
              { value: '', label: t('field.finding.noMeasure') },
              ...codes.measures.map((entry) => ({
                value: entry.id,
                label: `${entry[language]} (${t(`field.finding.term.${entry.term}`)})`,
              })),
            ]}
          />
          <TextInput
            size="lg"
            type="date"
            label={t('field.finding.due')}
            min={localDay(new Date())}
            value={form.dueOn}
            onChange={(event) => draft.change({ dueOn: event.currentTarget.value })}
          />
          <Textarea
            size="lg"
            rows={2}
            maxLength={500}
            label={t('field.finding.description')}
            value={form.description}
            onChange={(event) => draft.change({ description: event.currentTarget.value })}
          />
          <Thumbs photos={photos} onChange={(kept) => draft.change({ photos: kept })} />
          <PhotoField
            label={t('field.finding.photo')}
            onPhoto={(photo) => draft.change({ photos: [...photos, photo] })}
          />
        </Stack>
      )}
    </FieldFrame>
  );
}
