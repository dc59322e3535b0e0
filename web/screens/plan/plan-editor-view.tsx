// The editor as it is laid out: on a desk tools left and words right of the map, on a phone a sheet below it.

import { useComputedColorScheme } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { School } from '../../../contract/facts.ts';
import type { Plan, PlanContent, PlanElement, PlanFailure, PlanState } from '../../../contract/plan.ts';
import type { ApiProblem } from '../../api.ts';
import { aroundFeatures } from '../../map/plan-around.ts';
import type { PlanContextId } from '../../map/plan-context-ids.ts';
import { usePlanAct, usePlanCheck, usePlanGround } from '../../plan-queries.ts';
import { useWords } from '../../text/words.ts';
import { BottomSheet, type SheetHeight, sheetPixels } from '../planning/bottom-sheet.tsx';
import { useIsWide } from '../screen-frame.tsx';
import { CloneDialog } from './clone-dialog.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DrawHint } from './draw-hint.tsx';
import { ElementList } from './element-list.tsx';
import { elementName, elementShort } from './element-words.ts';
import { gateNameOf } from './gate-picker.tsx';
import { Palette } from './palette.tsx';
import { PlanBar, type PlanDialog } from './plan-bar.tsx';
import { type PlanTab, PlanTabs } from './plan-tabs.tsx';
import { roadFrame } from './road-frame.ts';
import { ShowMenu } from './show-menu.tsx';
import styles from './stage.module.css';
import { TypicalStart } from './typical-start.tsx';
import { step, usePlanEditor } from './use-plan-editor.ts';
import { VersionsDialog } from './versions-dialog.tsx';

const PlanMap = lazy(async () => ({ default: (await import('../../map/plan-map.tsx')).PlanMap }));

/** Widths of the panels beside the map, CSS pixels; the style sheet has the same numbers. */
const panelPx = { left: 300, right: 400 } as const;
/** Our choice: rules are asked this long after the last change. */
const checkAfterMs = 350;
const noFailures: readonly PlanFailure[] = [];

type Props = { session: Session; plan: Plan; school: School };

export function PlanEditorView({ session, plan: first, school }: Props) {
  const words = useWords();
  const { t } = words;
  const ground = usePlanGround(first.content.schoolId, first.content.gateId).data ?? null;
  const editor = usePlanEditor(first, session, ground);
  const { plan, content, tool, mayDraw } = editor;
  const isWide = useIsWide();
  const scheme = useComputedColorScheme('light');
  const [tab, setTab] = useState<PlanTab>(isWide && mayDraw ? 'element' : 'draw');
  const [height, setHeight] = useState<SheetHeight>('half');
  const [hidden, setHidden] = useState<ReadonlySet<PlanContextId>>(new Set<PlanContextId>(['routes']));
  const [hasSnap, setSnap] = useState(true);
  const [areaShape, setAreaShape] = useState<'rectangle' | 'polygon'>('rectangle');
  const [dialog, setDialog] = useState<PlanDialog>(null);
  const act = usePlanAct();
  const [rested] = useDebouncedValue(content, checkAfterMs);
  const check = usePlanCheck(rested);
  const failures = check.data?.failures ?? noFailures;

  const gate = school.gates.find(({ id }) => id === content.gateId);
  const gateName = gateNameOf(gate, words);
  const around = useMemo(
    () => aroundFeatures(school, ground, content.gateWidthMetres, (each) => gateNameOf(each, words)),
    [school, ground, content.gateWidthMetres, words],
  );
  const frame = useMemo(
    () => (ground === null ? null : roadFrame(ground, (gate ?? school).location.coordinates)),
    [ground, gate, school],
  );
  const shape =
    tool === null ? null : editor.shapeOf(tool) === 'rectangle' ? areaShape : editor.shapeOf(tool);

  const open = (id: string | null): void => {
    editor.select(id);
    if (id === null) return;
    setTab('element');
    if (!isWide) setHeight('half');
  };
  const show = (failure: PlanFailure): void => {
    const [id] = failure.elementIds;
    editor.select(id ?? null);
    setTab('checks');
    if (!isWide) setHeight('half');
    if (failure.place !== null) editor.map?.flyTo(failure.place.coordinates);
  };
  const add = (type: PlanElement['type'], geometry?: PlanElement['geometry']): void => {
    if (geometry === undefined) editor.addInMiddle(type);
    else editor.add(type, geometry);
    editor.say(t('plan.announce.drawn', { name: elementName({ type }, words) }));
    setTab('element');
  };
  const onKey = (key: string): void => {
    if (tool !== null) {
      if (key === 'Escape') editor.take(null);
      // Enter ends a line that was begun; without one it sets the tool's shape down in the middle.
      else if (key === 'Enter' && shape === 'point') add(tool);
    } else if (editor.selected !== null && mayDraw) {
      if (key === 'Delete' || key === 'Backspace') editor.remove(editor.selected);
      else if (key === 'Escape') editor.select(null);
    }
  };
  const undo = () => {
    editor.undo();
    editor.say(t('plan.announce.undone'));
  };
  const redo = () => {
    editor.redo();
    editor.say(t('plan.announce.redone'));
  };
  useHotkeys([
    ['mod+Z', () => mayDraw && undo()],
    ['mod+Shift+Z', () => mayDraw && redo()],
    ['mod+Y', () => mayDraw && redo()],
    ['Escape', () => tool !== null && editor.take(null)],
    ['mod+D', () => mayDraw && editor.selected !== null && editor.copy(editor.selected)],
    ['alt+ArrowLeft', () => mayDraw && editor.nudge(-step.metres, 0, 0)],
    ['alt+ArrowRight', () => mayDraw && editor.nudge(step.metres, 0, 0)],
    ['alt+ArrowUp', () => mayDraw && editor.nudge(0, step.metres, 0)],
    ['alt+ArrowDown', () => mayDraw && editor.nudge(0, -step.metres, 0)],
    ['alt+[', () => mayDraw && editor.nudge(0, 0, step.degrees)],
    ['alt+]', () => mayDraw && editor.nudge(0, 0, -step.degrees)],
  ]);

  const report = (problem: ApiProblem): void => {
    notifications.show({ color: 'red', title: t('plan.failed'), message: words.problem(problem) });
  };
  const setState = (state: PlanState): void =>
    act.mutate(
      { kind: 'state', id: plan.id, state, baseRevision: plan.revision },
      { onSuccess: (reply) => editor.setPlan(reply), onError: report },
    );
  const choose = (): void =>
    act.mutate(
      { kind: 'choose', id: plan.id },
      { onSuccess: (reply) => editor.setPlan(reply), onError: report },
    );
  const restore = useCallback(
    (old: PlanContent, revision: number) => {
      editor.change(old);
      setDialog(null);
      notifications.show({ message: t('plan.versions.restored', { revision }) });
    },
    [editor.change, t],
  );

  const panels = isWide ? { left: mayDraw ? panelPx.left : 0, right: panelPx.right } : { left: 0, right: 0 };
  const covered = isWide || height === 'full' ? 0 : sheetPixels(height);
  const tools = (
    <>
      {mayDraw && content.elements.length === 0 ? (
        <TypicalStart editor={editor} ground={ground} school={school} />
      ) : null}
      {mayDraw ? <Palette editor={editor} onTaken={() => !isWide && setHeight('peek')} /> : null}
      <ElementList
        editor={editor}
        failures={failures}
        onOpen={(id) => {
          open(id);
          setTab('element');
        }}
      />
    </>
  );
  const tabs = (
    <PlanTabs
      tab={tab}
      onTab={(next) => {
        setTab(next);
        // A strip of a page is no page.
        if (height === 'peek') setHeight('half');
      }}
      editor={editor}
      frame={frame}
      school={school}
      check={check}
      failures={failures}
      tools={isWide && mayDraw ? null : tools}
      onShow={show}
      onCompare={() => setDialog('compare')}
    />
  );
  return (
    <>
      <PlanBar
        editor={{ ...editor, undo, redo }}
        session={session}
        gateName={gateName}
        onState={setState}
        onChoose={choose}
        onDialog={setDialog}
      />
      <main className={styles.stage} id="main" tabIndex={-1}>
        <div className={styles.ground} style={panels}>
          <Suspense fallback={null}>
            <PlanMap
              elements={content.elements}
              short={(element) => elementShort(element, words)}
              failures={failures}
              around={around}
              hidden={hidden}
              scheme={scheme}
              centre={(gate ?? school).location.coordinates}
              selected={editor.selected}
              mayDraw={mayDraw}
              drawing={shape}
              hasSnap={hasSnap}
              covered={covered}
              label={(key) => t(`plan.map.${key}`)}
              decimal={(metres) => words.decimal(metres, 1)}
              credits={session.territory.credits}
              onSelect={open}
              onFailure={(index) => {
                const failure = failures[index];
                if (failure !== undefined) show(failure);
              }}
              onDrawn={(geometry) => tool !== null && add(tool, geometry)}
              onEdited={(id, geometry) => {
                const element = content.elements.find((each) => each.id === id);
                if (element !== undefined) editor.reshape(element, geometry);
              }}
              onKey={onKey}
              onHandle={editor.setMap}
            />
          </Suspense>
        </div>
        <div className={styles.over} style={panels}>
          <ShowMenu
            hidden={hidden}
            hasSnap={hasSnap}
            mayDraw={mayDraw}
            onHidden={setHidden}
            onSnap={setSnap}
            onAll={() => editor.map?.showAll()}
          />
          {shape === null ? null : (
            <DrawHint editor={editor} shape={shape} onArea={setAreaShape} onCentre={add} />
          )}
        </div>
        {isWide ? (
          <>
            {mayDraw ? (
              <aside className={styles.left} aria-label={t('plan.palette.title')}>
                {tools}
              </aside>
            ) : null}
            <aside className={styles.right} aria-label={t('plan.tab.label')}>
              {tabs}
            </aside>
          </>
        ) : (
          <BottomSheet height={height} onHeight={setHeight}>
            {tabs}
          </BottomSheet>
        )}
      </main>
      <span className="for-readers" role="status">
        {editor.said}
      </span>
      {editor.save.state.kind === 'conflict' ? (
        <ConflictDialog
          editor={editor}
          theirs={editor.save.state.theirs}
          who={session.account.displayName}
          timeZone={session.territory.timeZone}
        />
      ) : null}
      {dialog === 'compare' ? (
        <CompareDialog
          schoolId={plan.schoolId}
          current={plan.id}
          mayWrite={editor.mayWrite}
          onChosen={(reply) => editor.setPlan({ ...plan, isChosen: reply.id === plan.id })}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'clone' ? <CloneDialog plan={plan} onClose={() => setDialog(null)} /> : null}
      {dialog === 'versions' ? (
        <VersionsDialog
          id={plan.id}
          revision={plan.revision}
          mayDraw={mayDraw}
          timeZone={session.territory.timeZone}
          onRestore={restore}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}
