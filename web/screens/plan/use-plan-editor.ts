// What the editor of one plan holds: the drawing with its history, what is chosen, what is being drawn, and how it is saved.
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { Role } from '../../../contract/codes.ts';
import { type Plan, type PlanContent, PlanElement } from '../../../contract/plan.ts';
import type { PlanMapHandle } from '../../map/plan-map-types.ts';
import { newId } from '../../new-id.ts';
import { useMeasures } from '../../plan-queries.ts';
import { type ElementType, elementKinds, newElement } from './element-kinds.ts';
import { geometryAt } from './element-shapes.ts';
import { changed, redone, started, undone } from './history.ts';
import { unsentContent, useAutosave } from './use-autosave.ts';

const drawers: readonly Role[] = ['officer', 'planner'];

export function hasRole(session: Session, roles: readonly Role[]): boolean {
  return session.grants.some(({ role }) => roles.includes(role));
}

/** Whether the person's roles include one that draws plans; the server decides in the end. */
export function mayWritePlans(session: Session): boolean {
  return hasRole(session, drawers);
}

export function usePlanEditor(first: Plan, session: Session) {
  const [plan, setPlan] = useState(first);
  const [history, setHistory] = useState(() => {
    const unsent = mayWritePlans(session) && first.state === 'draft' ? unsentContent(first.id) : null;
    const stored = started(first.content);
    return unsent === null ? stored : changed(stored, unsent, null);
  });
  const [selected, setSelected] = useState<string | null>(null);
  const [tool, setTool] = useState<ElementType | null>(null);
  const [map, setMap] = useState<PlanMapHandle | null>(null);
  const [said, say] = useState('');
  const measures = useMeasures(first.schoolId).data?.library.measures ?? [];
  const content = history.present;
  const mayWrite = mayWritePlans(session);
  const mayDraw = mayWrite && plan.state === 'draft';
  const save = useAutosave({ plan, content, isEnabled: mayDraw, onSaved: setPlan });

  const change = (next: PlanContent, step: string | null = null) =>
    setHistory((before) => changed(before, next, step));
  const changeElement = (element: PlanElement, step: string | null = null) =>
    setHistory((before) => {
      const elements = before.present.elements.map((each) => (each.id === element.id ? element : each));
      return changed(before, { ...before.present, elements }, step);
    });

  /** A new shape for an element; one that cannot be its shape is not taken. */
  const reshape = (
    element: PlanElement,
    geometry: PlanElement['geometry'],
    step: string | null = null,
  ): void => {
    const next = PlanElement.safeParse({ ...element, geometry });
    if (next.success) changeElement(next.data, step);
  };

  const add = (type: ElementType, geometry: PlanElement['geometry']): void => {
    const element = newElement(type, geometry, newId(), measures);
    setHistory((before) =>
      changed(before, { ...before.present, elements: [...before.present.elements, element] }, null),
    );
    setTool(null);
    setSelected(element.id);
  };

  const isChosen = content.elements.some(({ id }) => id === selected);
  return {
    plan,
    setPlan,
    content,
    change,
    changeElement,
    reshape,
    mayWrite,
    mayDraw,
    measures,
    save,
    selected: isChosen ? selected : null,
    /** A tool in hand is put down for what is chosen. */
    select: (id: string | null) => {
      if (id !== null) setTool(null);
      setSelected(id);
    },
    tool,
    /** Takes a tool in hand; null puts it down. */
    take: (type: ElementType | null) => {
      if (type !== null) setSelected(null);
      setTool(type);
    },
    add,
    /** Puts one of the tool's type in the middle of the map. */
    addInMiddle: (type: ElementType) => {
      if (map !== null) add(type, geometryAt(elementKinds[type], map.middle()));
    },
    remove: (id: string) => {
      change({ ...content, elements: content.elements.filter((each) => each.id !== id) });
      setSelected(null);
    },
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    /** Everything from now on starts from this content, which the server already has. */
    restart: (next: Plan) => {
      setPlan(next);
      setHistory(started(next.content));
      save.takeStored(next.content);
    },
    map,
    setMap,
    /** Read out by screen readers. */
    said,
    say,
    shapeOf: (type: ElementType) => elementKinds[type].shape,
  };
}

export type PlanEditor = ReturnType<typeof usePlanEditor>;
