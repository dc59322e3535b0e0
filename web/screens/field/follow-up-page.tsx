// What becomes of a finding, in the field: where it is, what may be done now, and the photo from afterwards.
import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { FindingAction, FindingStepInput } from '../../../contract/finding.ts';
import { getPhoto } from '../../../contract/photo.ts';
import { addressOf } from '../../api.ts';
import { formatDay } from '../../format.ts';
import { newId } from '../../new-id.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackFinding, PackSchool } from './pack.ts';
import { PhotoField } from './photo-field.tsx';
import { photoItems } from './photo-items.ts';
import { SketchMap } from './sketch-map.tsx';
import { localDay } from './survey-today.ts';
import { useTell } from './tell.ts';
import { Thumbs } from './thumbs.tsx';
import { metresBetween } from './track.ts';
import { DraftPhotos, useDraft } from './use-draft.ts';
import { useHere } from './walk-recorder.tsx';

const withPhoto: readonly FindingAction[] = ['finish', 'verify'];
const withTerm: readonly FindingAction[] = ['recommend', 'accept'];

const Form = z.object({
  id: z.string(),
  action: FindingAction.nullable(),
  note: z.string(),
  documentNumber: z.string(),
  dueOn: z.string(),
  photos: DraftPhotos,
});
type StepDraft = NonNullable<ReturnType<typeof useDraft<typeof Form>>>;

export function FollowUpPage({ school, finding }: { school: PackSchool; finding: PackFinding }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const tell = useTell();
  const pack = usePack();
  const { items, packRow, save } = useField();
  const { here } = useHere();
  const draft = useDraft(
    `step ${finding.id}`,
    Form,
    (): z.infer<typeof Form> => ({
      id: newId(),
      action: null,
      note: '',
      documentNumber: finding.documentNumber ?? '',
      dueOn: finding.dueOn ?? '',
      photos: [],
    }),
  );
  const reason = pack.codes.reasons.find(({ id }) => id === finding.reasonCode);
  const { coordinates } = finding.location;
  // What the pack says may be done holds until a step is taken.
  const taken = items.flatMap(({ body, kind, state, sentAt }) => {
    const step = kind === 'step' ? FindingStepInput.safeParse(body).data : undefined;
    const isSince = state !== 'sent' || (sentAt ?? '') >= (packRow?.savedAt ?? '');
    return step?.findingId === finding.id && isSince ? [step] : [];
  });
  if (draft === null) return null;
  const { id, action, note, documentNumber, dueOn, photos } = draft.value;
  const keep = async () => {
    if (action === null) return;
    const body: FindingStepInput = {
      findingId: finding.id,
      action,
      takenOn: localDay(new Date()),
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(action === 'recommend' && { documentNumber: documentNumber.trim() }),
      ...(withTerm.includes(action) && dueOn !== '' && { dueOn }),
    };
    const sent = await photoItems(photos, { findingId: finding.id, kind: 'after' }, []);
    // A verification counts the photo: it waits for it.
    const needs = sent.map((photo) => photo.id);
    await save([...sent, { id, kind: 'step', body, needs }], draft.forget);
    tell(t('field.follow.saved'));
    await navigate({ to: '/khao-sat/$', params: { _splat: `truong/${school.id}` } });
  };
  const mayAct = taken.length === 0 && finding.mayDo.length > 0;
  return (
    <FieldFrame
      title={reason?.[language] ?? finding.description ?? finding.reasonCode}
      back={`truong/${school.id}`}
      dock={
        mayAct && action !== null ? (
          <Button size="xl" disabled={isIncomplete(draft.value, finding)} onClick={() => void keep()}>
            {t('field.follow.save')}
          </Button>
        ) : null
      }
    >
      <SketchMap
        pack={pack}
        centre={coordinates}
        routes={school.routes.map((route) => ({ id: route.id, path: route.path.coordinates }))}
        gates={[{ id: finding.id, location: { coordinates } }]}
        here={here?.place ?? null}
      />
      <Facts finding={finding} awayMetres={here === null ? null : metresBetween(here.place, coordinates)} />
      {taken.length > 0 ? (
        <p role="status">
          {taken
            .map((step) => t('field.follow.taken', { action: t(`field.follow.action.${step.action}`) }))
            .join(' · ')}
          {'. '}
          {t('field.follow.more')}
        </p>
      ) : mayAct ? (
        <StepFields finding={finding} draft={draft} />
      ) : (
        <p>{t('field.follow.nothing')}</p>
      )}
    </FieldFrame>
  );
}

/** As the server asks for it. */
function isIncomplete(
  { action, note, documentNumber, photos }: z.infer<typeof Form>,
  finding: PackFinding,
): boolean {
  const hasAfter = photos.length > 0 || finding.photos.some(({ kind }) => kind === 'after');
  return (
    (action === 'recommend' && documentNumber.trim() === '') ||
    (action === 'refuse' && note.trim() === '') ||
    (action === 'verify' && note.trim() === '' && !hasAfter)
  );
}

function Facts({ finding, awayMetres }: { finding: PackFinding; awayMetres: number | null }) {
  const { t, language, count, metres } = useWords();
  const { codes } = usePack();
  const measure = codes.measures.find(({ id }) => id === finding.measureCode);
  const facts = [
    t(`findingState.${finding.state}`),
    t(`findingOwner.${finding.owner}`),
    ...(measure === undefined ? [] : [measure[language]]),
    ...(finding.documentNumber === null ? [] : [`${t('field.follow.document')}: ${finding.documentNumber}`]),
  ];
  return (
    <div>
      <strong>{facts.join(' · ')}</strong>
      {finding.description === null ? null : <p>{finding.description}</p>}
      <p className={finding.overdueDays === null ? styles.soft : styles.late}>
        {finding.dueOn === null
          ? t('field.follow.noDue')
          : t('field.follow.dueOn', { day: formatDay(finding.dueOn) })}
        {finding.overdueDays === null
          ? ''
          : ` · ${t('field.school.overdue', { shown: count(finding.overdueDays) })}`}
      </p>
      <p className={styles.soft} role="status">
        {awayMetres === null
          ? t('field.spot.waitPlace')
          : t('field.follow.away', { metres: metres(awayMetres) })}
      </p>
    </div>
  );
}

function StepFields({ finding, draft }: { finding: PackFinding; draft: StepDraft }) {
  const { t } = useWords();
  const { action, note, documentNumber, dueOn, photos } = draft.value;
  const before = finding.photos.find(({ kind }) => kind !== 'after');
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>
          <h2>{t('field.follow.next')}</h2>
        </legend>
        <div className={styles.answers}>
          {finding.mayDo
            .filter((one) => action === null || one === action)
            .map((one) => (
              <button
                key={one}
                type="button"
                className={styles.answer}
                data-last={one === action}
                aria-pressed={one === action}
                onClick={() => draft.change({ action: one === action ? null : one })}
              >
                {t(`field.follow.action.${one}`)}
              </button>
            ))}
        </div>
      </fieldset>
      {action === null ? null : (
        <Stack gap="md">
          {action === 'recommend' ? (
            <TextInput
              size="lg"
              maxLength={60}
              label={t('field.follow.document')}
              value={documentNumber}
              onChange={(event) => draft.change({ documentNumber: event.currentTarget.value })}
            />
          ) : null}
          {withTerm.includes(action) ? (
            <TextInput
              size="lg"
              type="date"
              label={t('field.finding.due')}
              min={localDay(new Date())}
              value={dueOn}
              onChange={(event) => draft.change({ dueOn: event.currentTarget.value })}
            />
          ) : null}
          <Textarea
            size="lg"
            rows={2}
            maxLength={500}
            label={t(`field.follow.note.${action === 'refuse' || action === 'recommend' ? action : 'other'}`)}
            value={note}
            onChange={(event) => draft.change({ note: event.currentTarget.value })}
          />
          {withPhoto.includes(action) ? (
            <>
              {before === undefined ? null : <Before key={before.id} id={before.id} />}
              <Thumbs photos={photos} onChange={(kept) => draft.change({ photos: kept })} />
              <PhotoField
                label={t('field.follow.photo')}
                onPhoto={(photo) => draft.change({ photos: [...photos, photo] })}
              />
            </>
          ) : null}
          {action === 'verify' && isIncomplete(draft.value, finding) ? (
            <p className={styles.soft}>{t('field.follow.verifyNeeds')}</p>
          ) : null}
        </Stack>
      )}
    </>
  );
}

/** The photo from before, to stand where it was taken from; it is on the server, so without a network it is left out. */
function Before({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <figure className={styles.before}>
      <img
        src={addressOf(getPhoto, { params: { id } })}
        alt={t('field.follow.before')}
        onError={(event) => {
          event.currentTarget.hidden = true;
        }}
      />
      <figcaption>{t('field.follow.samePlace')}</figcaption>
    </figure>
  );
}
