// Taking one step with a finding: which one, its day, and what that step needs; a photo from afterwards is sent first.
import { Alert, Button, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { FindingAction, FindingDetail, FindingStepInput } from '../../../contract/finding.ts';
import { useFindingStep } from '../../duty-queries.ts';
import { newId } from '../../new-id.ts';
import { sendItem } from '../../outbox/send.ts';
import { useWords } from '../../text/words.ts';
import { PhotoField, type TakenPhoto } from '../field/photo-field.tsx';
import { sha256 } from '../field/shrink-photo.ts';
import { Thumbs } from '../field/thumbs.tsx';
import styles from './duties.module.css';

const withPhoto: readonly FindingAction[] = ['finish', 'verify'];
const withTerm: readonly FindingAction[] = ['recommend', 'accept'];

/** A photo that could not be sent, in words. */
class PhotoNotSent extends Error {}

export function StepForm({ finding, today }: { finding: FindingDetail; today: string }) {
  const { t } = useWords();
  const [action, setAction] = useState<FindingAction | null>(null);
  return (
    <>
      <fieldset className={styles.actions} aria-label={t('duties.finding.next')}>
        {finding.mayDo.map((one) => (
          <Button
            key={one}
            variant={one === action ? 'filled' : 'default'}
            aria-pressed={one === action}
            onClick={() => setAction(one === action ? null : one)}
          >
            {t(`duties.finding.action.${one}`)}
          </Button>
        ))}
      </fieldset>
      {action === null ? null : <Fields key={action} action={action} finding={finding} today={today} />}
    </>
  );
}

type FieldsProps = { action: FindingAction; finding: FindingDetail; today: string };

function Fields({ action, finding, today }: FieldsProps) {
  const words = useWords();
  const { t, language } = words;
  const step = useFindingStep();
  // One id for one step, so that pressing twice takes it once.
  const [id] = useState(newId);
  const [takenOn, setTakenOn] = useState(today);
  const [documentNumber, setDocumentNumber] = useState('');
  const [dueOn, setDueOn] = useState(finding.dueOn ?? '');
  const [note, setNote] = useState(action === 'recommend' ? t(`findingOwner.${finding.owner}`) : '');
  const [photos, setPhotos] = useState<TakenPhoto[]>([]);
  const [sent, setSent] = useState<readonly TakenPhoto[]>([]);
  const [photoTrouble, setPhotoTrouble] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  const sendPhotos = async () => {
    for (const photo of photos.filter((one) => !sent.includes(one))) {
      const { file, takenAt } = photo;
      const body = {
        findingId: finding.id,
        kind: 'after',
        takenAt,
        byteCount: file.size,
        sha256: await sha256(file),
      };
      const outcome = await sendItem({ id: newId(), kind: 'photo', body, file });
      if (outcome.is !== 'stored') {
        const problem = 'problem' in outcome ? outcome.problem : null;
        const detail = language === 'vi' ? problem?.detail : problem?.detailEn;
        throw new PhotoNotSent(t('duties.finding.photoFailed', { problem: detail ?? t('failure.offline') }));
      }
      setSent((before) => [...before, photo]);
    }
  };
  const keep = async () => {
    setSending(true);
    setPhotoTrouble(null);
    const input: FindingStepInput = {
      findingId: finding.id,
      action,
      takenOn,
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(action === 'recommend' && { documentNumber: documentNumber.trim() }),
      ...(withTerm.includes(action) && dueOn !== '' && { dueOn }),
    };
    try {
      await sendPhotos();
      await step.mutateAsync({ id, ...input });
      notifications.show({
        message: t('duties.saved'),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    } catch (error) {
      if (error instanceof PhotoNotSent) setPhotoTrouble(error.message);
    } finally {
      setSending(false);
    }
  };
  const trouble = photoTrouble ?? (step.error === null ? null : words.problem(step.error));
  const isIncomplete =
    takenOn === '' ||
    (action === 'recommend' && documentNumber.trim() === '') ||
    (action === 'refuse' && note.trim() === '') ||
    (action === 'verify' &&
      note.trim() === '' &&
      photos.length === 0 &&
      finding.photos.every(({ kind }) => kind !== 'after'));
  return (
    <Stack gap="sm">
      <p className={styles.soft}>{t(`duties.finding.about.${action}`)}</p>
      {action === 'recommend' ? (
        <TextInput
          required
          maxLength={60}
          label={t('duties.finding.field.documentNumber')}
          value={documentNumber}
          onChange={(event) => setDocumentNumber(event.currentTarget.value)}
        />
      ) : null}
      <div className={styles.pair}>
        <TextInput
          required
          type="date"
          max={today}
          label={t('duties.day')}
          value={takenOn}
          onChange={(event) => setTakenOn(event.currentTarget.value)}
        />
        {withTerm.includes(action) ? (
          <TextInput
            type="date"
            min={takenOn}
            label={t('duties.finding.field.dueOn')}
            value={dueOn}
            onChange={(event) => setDueOn(event.currentTarget.value)}
          />
        ) : null}
      </div>
      <Textarea
        rows={2}
        required={action === 'refuse'}
        maxLength={500}
        label={
          action === 'recommend'
            ? t('duties.finding.field.addressee')
            : action === 'refuse'
              ? t('duties.finding.field.reason')
              : t('duties.note')
        }
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {withPhoto.includes(action) ? (
        <>
          <p className={styles.soft}>{t('field.follow.samePlace')}</p>
          <Thumbs photos={photos} onChange={setPhotos} />
          <PhotoField
            label={t('duties.finding.field.photo')}
            onPhoto={(photo) => setPhotos((taken) => [...taken, photo])}
          />
        </>
      ) : null}
      {trouble === null ? null : (
        <Alert color="red" role="alert">
          {trouble}
        </Alert>
      )}
      <Button disabled={isIncomplete} loading={isSending} onClick={() => void keep()}>
        {t('duties.save')}: {t(`duties.finding.action.${action}`)}
      </Button>
    </Stack>
  );
}
