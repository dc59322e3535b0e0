// Recording a finding: what is wrong, where, who must act, until when, and a photo; or mending one that is not sent well.
import { Alert, Button, NativeSelect, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { FindingOwner } from '../../../contract/codes.ts';
import { FindingInput } from '../../../contract/finding.ts';
import { newId } from '../../new-id.ts';
import { edited } from '../../outbox/item.ts';
import { changeItem } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSchool } from './pack.ts';
import { PhotoField, type TakenPhoto } from './photo-field.tsx';
import { sha256 } from './shrink-photo.ts';
import { localDay } from './survey-today.ts';
import { useTell } from './tell.ts';
import { Thumbs } from './thumbs.tsx';
import { useHere } from './walk-recorder.tsx';

/** `itemId` of the outbox is mended; null records a new one. */
export function FindingPage({ school, itemId }: { school: PackSchool; itemId: string | null }) {
  const words = useWords();
  const { t, language } = words;
  const { codes } = usePack();
  const navigate = useNavigate();
  const tell = useTell();
  const { store, items, save, send } = useField();
  const known = FindingInput.safeParse(items.find((item) => item.id === itemId)?.body);
  const before = known.success ? known.data : undefined;
  const [reason, setReason] = useState(before?.reasonCode ?? '');
  const [owner, setOwner] = useState<FindingOwner>(before?.owner ?? 'commune');
  const [measure, setMeasure] = useState(before?.measureCode ?? '');
  const [dueOn, setDueOn] = useState(before?.dueOn ?? '');
  const [description, setDescription] = useState(before?.description ?? '');
  const [place, setPlace] = useState<'here' | 'school'>(before === undefined ? 'here' : 'school');
  const [photos, setPhotos] = useState<TakenPhoto[]>([]);
  const [isMissing, setMissing] = useState(false);
  const { here, isDenied } = useHere(place === 'here');
  useEffect(() => {
    if (isDenied) setPlace('school');
  }, [isDenied]);

  const chooseReason = (id: string) => {
    const entry = codes.reasons.find((one) => one.id === id);
    setReason(id);
    setMissing(false);
    if (entry === undefined) return;
    setOwner(entry.owner);
    setMeasure(entry.measure ?? '');
  };
  const gate = school.gates[0];
  const location =
    place === 'here' && here !== null
      ? { type: 'Point' as const, coordinates: here.place }
      : (before?.location ?? gate?.location ?? school.location);
  const keep = async () => {
    if (reason === '') {
      setMissing(true);
      return;
    }
    const foundOn = before?.foundOn ?? localDay(new Date());
    const body: FindingInput = {
      schoolId: school.id,
      ...(before?.gateId !== undefined && { gateId: before.gateId }),
      reasonCode: reason,
      ...(measure !== '' && { measureCode: measure }),
      ...(description.trim() !== '' && { description: description.trim() }),
      location,
      owner,
      foundOn,
      ...(dueOn !== '' && { dueOn }),
    };
    const id = itemId ?? newId();
    if (itemId === null) await save({ id, kind: 'finding', body });
    else await changeItem(store, itemId, (item) => edited(item, body, new Date()));
    for (const { file, takenAt } of photos)
      await save(
        {
          kind: 'photo',
          body: {
            findingId: id,
            kind: 'before',
            takenAt,
            byteCount: file.size,
            sha256: await sha256(file),
          },
          needs: [id],
        },
        file,
      );
    tell(t('field.finding.saved'));
    void send();
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
                onClick={() => (entry.id === reason ? setReason('') : chooseReason(entry.id))}
              >
                {entry[language]}
              </button>
            ))}
        </div>
        {isMissing ? (
          <Alert color="red" mt={8}>
            {t('field.finding.reasonMissing')}
          </Alert>
        ) : null}
      </fieldset>
      {reason === '' ? null : (
        <Stack gap="md">
          <div>
            <strong>{t('field.finding.place')}</strong>
            <SegmentedControl
              fullWidth
              size="md"
              value={place}
              onChange={(value) => setPlace(value === 'here' ? 'here' : 'school')}
              data={[
                { value: 'here', label: t('field.finding.here') },
                { value: 'school', label: t('field.finding.atSchool') },
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
            value={owner}
            onChange={(event) => setOwner(FindingOwner.parse(event.currentTarget.value))}
            data={FindingOwner.options.map((value) => ({ value, label: t(`findingOwner.${value}`) }))}
          />
          <NativeSelect
            size="lg"
            label={t('field.finding.measure')}
            value={measure}
            onChange={(event) => setMeasure(event.currentTarget.value)}
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
            value={dueOn}
            onChange={(event) => setDueOn(event.currentTarget.value)}
          />
          <Textarea
            size="lg"
            autosize
            minRows={2}
            maxLength={500}
            label={t('field.finding.description')}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Thumbs photos={photos} />
          <PhotoField
            label={t('field.finding.photo')}
            onPhoto={(photo) => setPhotos((taken) => [...taken, photo])}
          />
        </Stack>
      )}
    </FieldFrame>
  );
}
