// What the editor of one plan holds: the drawing with its history, what is chosen, what is being drawn, and how it is saved.
import { useState } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { Role } from '../../../contract/codes.ts';
import { type ElementType, type Plan, type PlanContent, PlanElement } from '../../../contract/plan.ts';
import type { PlanGround } from '../../../contract/plan-ground.ts';
import type { MapMiddle, PlanMapHandle } from '../../map/plan-map-types.ts';
import { newId } from '../../new-id.ts';
import { useMeasures } from '../../plan-queries.ts';
import { elementKinds, newElement, remeasured } from './element-kinds.ts';
import { geometryAt, shifted } from './element-shapes.ts';
import { changed, redone, started, undone } from './history.ts';
import { roadFrame } from './road-frame.ts';
import { unsentContent, useAutosave } from './use-autosave.ts';

const drawers: readonly Role[] = ['officer', 'planner'];

/** Metres and degrees of one step by key or button. */
export const step = { metres: 0.5, degrees: 5 } as const;
/** Our choice: a copy is seen beside what it was made of. */
const copyMetres = 3;

export function hasRole(session: Session, roles: readonly Role[]): boolean {
  return session.grants.some(({ role }) => roles.includes(role));
}

/** Whether the person's roles include one that draws plans; the server decides in the end. */
export function mayWritePlans(session: Session): boolean {
  return hasRole(session, drawers);
}

/** `ground`: what is drawn on, null until it is known. */
export function usePlanEditor(first: Plan, session: Session, ground: PlanGround | null) {
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
    const next = PlanElement.safeParse(remeasured(element, geometry));
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

  const chosen = content.elements.find(({ id }) => id === selected);
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
    selected: chosen === undefined ? null : selected,
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
      if (map !== null) add(type, geometryAt(elementKinds[type], onGround(map.middle(), ground)));
    },
    /** Puts elements that were made elsewhere beside those that are drawn. */
    addAll: (elements: readonly PlanElement[]) =>
      change({ ...content, elements: [...content.elements, ...elements] }),
    /** Moves what is chosen by metres east and north, and turns it by degrees against the clock. */
    nudge: (east: number, north: number, turn: number) => {
      if (chosen === undefined) return;
      const next = PlanElement.parse({ ...chosen, geometry: shifted(chosen.geometry, [east, north], turn) });
      changeElement(next, `${chosen.id} place`);
    },
    /** Puts a second one beside an element, and chooses it. */
    copy: (id: string) => {
      const element = content.elements.find((each) => each.id === id);
      if (element === undefined) return;
      const geometry = shifted(element.geometry, [copyMetres, -copyMetres], 0);
      const next = PlanElement.parse({ ...element, id: newId(), geometry });
      change({ ...content, elements: [...content.elements, next] });
      setSelected(next.id);
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

/** The middle of the map with its nearest road as wide as the rules take it; as the map has it while the ground is unknown. */
function onGround(middle: MapMiddle, ground: PlanGround | null): MapMiddle {
  const frame = ground === null ? null : roadFrame(ground, middle.place);
  if (frame === null) return middle;
  const { road, place, bearing } = frame;
  return {
    ...middle,
    road: {
      place: place(0, 0),
      angle: ((90 - bearing) * Math.PI) / 180,
      widthMetres: road.widthMetres,
    },
  };
}
