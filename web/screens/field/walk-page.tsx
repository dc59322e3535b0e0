// Walking a route: every position is stored the moment it comes, and the way without positions can be drawn.
import { Alert, Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Position } from '../../../contract/geometry.ts';
import { walkDraft } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, useLive, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSchool } from './pack.ts';
import { SketchMap } from './sketch-map.tsx';
import { keepInSurvey, localDay } from './survey-today.ts';
import { useTell } from './tell.ts';
import { legsOf, lengthOf, stretchesOf } from './track.ts';
import { useLeft } from './use-left.ts';
import { useRecorder } from './walk-recorder.tsx';

/** A position worse than this says little about which road one is on. */
const POOR_METRES = 30;

export function WalkPage({ school }: { school: PackSchool }) {
  const words = useWords();
  const { t } = words;
  const pack = usePack();
  const navigate = useNavigate();
  const tell = useTell();
  const { store, session, save } = useField();
  const recorder = useRecorder();
  const left = useLeft(school);
  const walkId = school.id;
  const drawnDraft = `drawn ${walkId}`;
  const kept = useLive(() => store.fixes.where('walkId').equals(walkId).sortBy('number'), walkId);
  const startDraft = useLive(async () => (await store.drafts.get(walkDraft(walkId))) ?? null, walkId);
  const drawing = useLive(async () => (await store.drafts.get(drawnDraft)) ?? null, walkId);
  const [isDrawing, setDrawing] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const isWalking = recorder.walkId === walkId;
  const { here, isDenied, isAwake } = recorder;
  const startedAt = typeof startDraft?.value === 'number' ? startDraft.value : null;
  const drawn = useMemo(() => Position.array().safeParse(drawing?.value).data ?? [], [drawing]);
  const stretches = useMemo(() => stretchesOf(kept ?? []), [kept]);
  const legs = useMemo(() => legsOf(kept ?? []), [kept]);
  if (kept === undefined || startDraft === undefined || drawing === undefined) return null;

  const walkedMetres = stretches.reduce((sum, stretch) => sum + lengthOf(stretch), 0);
  const mayFinish = legs.length > 0 || drawn.length > 1;
  const draw = (line: Position[]) =>
    store.drafts.put({ id: drawnDraft, savedAt: new Date().toISOString(), value: line });
  const finish = async () => {
    setSaving(true);
    recorder.pause();
    const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
    const surveyId = await keepInSurvey(store, today, null);
    const started = new Date(startedAt ?? Date.now()).toISOString();
    const line = drawn.length > 1 ? [{ type: 'LineString' as const, coordinates: drawn }] : [];
    const walks = (legs.length === 0 ? [[]] : legs).map((fixes, i) => ({
      kind: 'walk' as const,
      body: { surveyId, startedAt: started, fixes, drawn: i === 0 ? line : [] },
      needs: [surveyId],
    }));
    await save(walks, forget);
    tell(t('field.walk.saved'));
    await navigate({ to: '/khao-sat/$', params: { _splat: `truong/${school.id}` } });
  };
  const forget = async () => {
    await store.fixes.where('walkId').equals(walkId).delete();
    await store.drafts.bulkDelete([walkDraft(walkId), drawnDraft]);
  };
  const throwAway = async () => {
    recorder.pause();
    setDiscarding(false);
    await store.atomically(forget);
  };
  const start = () => {
    setDrawing(false);
    recorder.start(walkId);
  };
  const last = kept.at(-1)?.fix;
  const centre: Position =
    (isWalking ? here?.place : undefined) ??
    (last === undefined ? undefined : ([last[0], last[1]] satisfies Position)) ??
    school.gates[0]?.location.coordinates ??
    school.location.coordinates;
  return (
    <FieldFrame
      title={t('field.walk.title')}
      back={`truong/${school.id}`}
      isWalk
      dock={
        isDrawing ? (
          <div className={styles.pair}>
            <Button
              variant="default"
              disabled={drawn.length === 0}
              onClick={() => void draw(drawn.slice(0, -1))}
            >
              {t('field.walk.drawUndo')}
            </Button>
            <Button onClick={() => setDrawing(false)}>{t('field.walk.drawDone')}</Button>
          </div>
        ) : (
          <>
            {isWalking ? (
              <Button size="xl" fullWidth variant="default" onClick={recorder.pause}>
                {t('field.walk.pause')}
              </Button>
            ) : (
              <Button size="xl" fullWidth variant={mayFinish ? 'default' : 'filled'} onClick={start}>
                {kept.length > 0 ? t('field.walk.resume') : t('field.walk.start')}
              </Button>
            )}
            {mayFinish ? (
              <Button size="xl" fullWidth loading={isSaving} onClick={() => void finish()}>
                {t('field.walk.finish')}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <SketchMap
        pack={pack}
        centre={isDrawing ? (drawn.at(-1) ?? centre) : centre}
        routes={school.routes.map((route) => ({ id: route.id, path: route.path.coordinates }))}
        left={left.lines}
        gates={school.gates}
        walked={stretches}
        drawn={drawn}
        here={isWalking ? (here?.place ?? null) : null}
        {...(isDrawing && { onTouch: (place: Position) => void draw([...drawn, place]) })}
      />
      <div role="status">
        <strong>
          {t('field.walk.walked', {
            metres: words.metres(walkedMetres),
            fixes: words.count(kept.length),
          })}
        </strong>
        {stretches.length > 1 ? (
          <div>{t('field.walk.gaps', { shown: words.count(stretches.length - 1) })}</div>
        ) : null}
        {drawn.length > 1 ? (
          <div>{t('field.walk.drawn', { metres: words.metres(lengthOf(drawn)) })}</div>
        ) : null}
        <div className={styles.soft}>
          {isDenied
            ? null
            : !isWalking
              ? t('field.walk.kept')
              : here === null
                ? t('field.walk.waiting')
                : t('field.walk.accuracy', { metres: words.count(here.accuracyMetres) })}
          {isWalking && isAwake === true ? ` · ${t('field.walk.awake')}` : ''}
        </div>
      </div>
      {isDenied ? <Alert color="yellow">{t('field.walk.denied')}</Alert> : null}
      {isWalking && isAwake === false ? <Alert color="yellow">{t('field.walk.notAwake')}</Alert> : null}
      {isWalking && (here?.accuracyMetres ?? 0) > POOR_METRES ? (
        <Alert color="yellow">{t('field.walk.poor')}</Alert>
      ) : null}
      {isDrawing ? (
        <p>{t('field.walk.drawing')}</p>
      ) : isWalking ? null : (
        <Button size="lg" variant="default" onClick={() => setDrawing(true)}>
          {t('field.walk.draw')}
        </Button>
      )}
      <p className={styles.soft}>{t('field.walk.privacy')}</p>
      {isDiscarding ? (
        <Alert color="red" title={t('field.walk.discardTitle')}>
          <Group grow mt="xs">
            <Button size="lg" variant="default" onClick={() => setDiscarding(false)}>
              {t('field.walk.discardNot')}
            </Button>
            <Button size="lg" color="red" onClick={() => void throwAway()}>
              {t('field.walk.discard')}
            </Button>
          </Group>
        </Alert>
      ) : (kept.length > 0 || drawn.length > 0) && !isDrawing && !isWalking ? (
        <Button size="lg" variant="subtle" c="var(--alarm)" onClick={() => setDiscarding(true)}>
          {t('field.walk.discard')}
        </Button>
      ) : null}
    </FieldFrame>
  );
}
