// Undo and redo as a line of moments: every change makes a new one, nothing is ever changed in place. Pure.

export type History<T> = {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the present moment was made by: the same step again goes on with it, as typing goes on with a word. */
  step: string | null;
};

/** Our choice: more moments than anybody walks back through. */
const mostMoments = 100;

export function started<T>(present: T): History<T> {
  return { past: [], present, future: [], step: null };
}

/** A new moment. `step` names changes that belong together; null stands for itself. */
export function changed<T>(history: History<T>, next: T, step: string | null): History<T> {
  if (next === history.present) return history;
  const goesOn = step !== null && step === history.step;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-mostMoments);
  return { past, present: next, future: [], step };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    step: null,
  };
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, step: null };
}
