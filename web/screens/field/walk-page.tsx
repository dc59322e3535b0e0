// Walking a route: every position is stored the moment it comes, and the way without positions can be drawn.
import { Alert, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Position } from '../../../contract/geometry.ts';
import { keepFix, walkDraft } from '../../outbox/store.ts';
import { useWords } from '../../text/words.ts';
import styles from './field.module.css';
import { useField, useLive, usePack } from './field-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { PackSchool } from './school-page.tsx';
import { SketchMap } from './sketch-map.tsx';
import { keepInSurvey, localDay } from './survey-today.ts';
import { legsOf, lengthOf, stretchesOf } from './track.ts';
import { type Here, usePosition, useWakeLock } from './use-position.ts';

/** A position worse than this says little about which road one is on. */
const POOR_METRES = 30;

export function WalkPage({ school }: { school: PackSchool }) {
  const words = useWords();
  const { t } = words;
  const pack = usePack();
  const navigate = useNavigate();
  const { store, session, save } = useField();
  const walkId = school.id;
  const kept = useLive(() => store.fixes.where('walkId').equals(walkId).sortBy('number'), walkId);
  const startDraft = useLive(async () => (await store.drafts.get(walkDraft(walkId))) ?? null, walkId);
  const [isWalking, setWalking] = useState(false);
  const [isDrawing, setDrawing] = useState(false);
  const [drawn, setDrawn] = useState<Position[]>([]);
  const [isSaving, setSaving] = useState(false);
  /** The next position comes after a pause, or after the page was away. */
  const afterGap = useRef(true);
  const startedAt = typeof startDraft?.value === 'number' ? startDraft.value : null;

  const keep = useCallback(
    (here: Here) => {
      const gap = afterGap.current;
      afterGap.current = false;
      void keepFix(store, walkId, here, gap);
    },
    [store, walkId],
  );
  const { here, isDenied } = usePosition(isWalking, keep);
  const isAwake = useWakeLock(isWalking);
  const stretches = useMemo(() => stretchesOf(kept ?? []), [kept]);
  if (kept === undefined || startDraft === undefined) return null;

  const walkedMetres = stretches.reduce((sum, stretch) => sum + lengthOf(stretch), 0);
  const mayFinish = kept.length > 1 || drawn.length > 1;
  const finish = async () => {
    setSaving(true);
    setWalking(false);
    const today = { schoolId: school.id, accountId: session.account.id, day: localDay(new Date()) };
    const surveyId = await keepInSurvey(store, today, null);
    const started = new Date(startedAt ?? Date.now()).toISOString();
    const line = drawn.length > 1 ? [{ type: 'LineString' as const, coordinates: drawn }] : [];
    const legs = legsOf(kept);
    for (const [i, fixes] of (legs.length === 0 ? [[]] : legs).entries())
      await save({
        kind: 'walk',
        body: { surveyId, startedAt: started, fixes, drawn: i === 0 ? line : [] },
        needs: [surveyId],
      });
    await throwAway();
    notifications.show({
      message: t('field.walk.saved'),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
    await navigate({ to: '/khao-sat/$', params: { _splat: `truong/${school.id}` } });
  };
  const throwAway = async () => {
    setWalking(false);
    setDrawn([]);
    await store.fixes.where('walkId').equals(walkId).delete();
    await store.drafts.delete(walkDraft(walkId));
  };
  const start = () => {
    afterGap.current = true;
    setDrawing(false);
    setWalking(true);
  };
  const last = kept.at(-1)?.fix;
  const centre: Position =
    here?.place ??
    (last === undefined ? undefined : ([last[0], last[1]] satisfies Position)) ??
    school.gates[0]?.location.coordinates ??
    school.location.coordinates;
  return (
    <FieldFrame title={t('field.walk.title')} back={`truong/${school.id}`}>
      <SketchMap
        pack={pack}
        centre={isDrawing ? (drawn.at(-1) ?? centre) : centre}
        routes={school.routes.map((route) => ({ id: route.id, path: route.path.coordinates }))}
        gates={school.gates}
        walked={stretches}
        drawn={drawn}
        here={here?.place ?? null}
        {...(isDrawing && { onTouch: (place: Position) => setDrawn([...drawn, place]) })}
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
            : isWalking && here === null
              ? t('field.walk.waiting')
              : here === null
                ? t('field.walk.kept')
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
        <>
          <p style={{ margin: 0 }}>{t('field.walk.drawing')}</p>
          <Group grow>
            <Button
              size="lg"
              variant="default"
              disabled={drawn.length === 0}
              onClick={() => setDrawn(drawn.slice(0, -1))}
            >
              {t('field.walk.drawUndo')}
            </Button>
            <Button size="lg" onClick={() => setDrawing(false)}>
              {t('field.walk.drawDone')}
            </Button>
          </Group>
        </>
      ) : (
        <>
          {isWalking ? (
            <Button size="xl" variant="default" onClick={() => setWalking(false)}>
              {t('field.walk.pause')}
            </Button>
          ) : (
            <Button size="xl" variant={mayFinish ? 'default' : 'filled'} onClick={start}>
              {kept.length > 0 ? t('field.walk.resume') : t('field.walk.start')}
            </Button>
          )}
          {isWalking ? null : (
            <Button size="lg" variant="default" onClick={() => setDrawing(true)}>
              {t('field.walk.draw')}
            </Button>
          )}
          <Button size="xl" disabled={!mayFinish} loading={isSaving} onClick={() => void finish()}>
            {t('field.walk.finish')}
          </Button>
          {mayFinish ? (
            <Button size="md" variant="subtle" c="var(--alarm)" onClick={() => void throwAway()}>
              {t('field.walk.discard')}
            </Button>
          ) : null}
        </>
      )}
      <p className={styles.soft} style={{ margin: 0 }}>
        {t('field.walk.privacy')}
      </p>
    </FieldFrame>
  );
}
