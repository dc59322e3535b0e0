// Saves a plan while it is drawn: a short while after the last change, one request at a time, never losing a change.
// What could not be sent yet waits in this tab's storage, so that it outlives a reload.
import { useEffect, useRef, useState } from 'react';
import { Plan, PlanContent } from '../../../contract/plan.ts';
import { ApiProblem } from '../../api.ts';
import { usePutPlan } from '../../plan-queries.ts';

type SaveState =
  | { kind: 'saved'; at: Date | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'conflict'; theirs: Plan }
  | { kind: 'refused'; problem: ApiProblem };

/** Our choice: a hand that draws rests about this long between two strokes. */
const restMs = 1_200;
const retryMs = 10_000;

const keyOf = (id: string) => `plan-draft:${id}`;

/** What this tab could not send last time; null when there is nothing. */
export function unsentContent(id: string): PlanContent | null {
  try {
    const stored = sessionStorage.getItem(keyOf(id));
    const parsed = stored === null ? null : PlanContent.safeParse(JSON.parse(stored));
    return parsed?.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function keep(id: string, content: PlanContent | null): void {
  try {
    if (content === null) sessionStorage.removeItem(keyOf(id));
    else sessionStorage.setItem(keyOf(id), JSON.stringify(content));
  } catch {
    // Storage may be switched off or full; the change then lives as long as the page.
  }
}

type Saved = { plan: Plan; content: PlanContent; isEnabled: boolean; onSaved(plan: Plan): void };

/** `plan` is what the server has, `content` what the person sees. */
export function useAutosave({ plan, content, isEnabled, onSaved }: Saved) {
  const put = usePutPlan();
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ content, plan, onSaved, isEnabled });
  const stored = useRef(plan.content);
  const isSending = useRef(false);
  const savedAt = useRef<Date | null>(null);
  useEffect(() => {
    latest.current = { content, plan, onSaved, isEnabled };
  });

  const isStuck = state.kind === 'conflict' || state.kind === 'refused';
  const send = put.mutateAsync;
  useEffect(() => {
    if (!isEnabled || isStuck) return;
    if (content === stored.current) {
      // Undone to what the server has: nothing waits any more.
      keep(plan.id, null);
      setState((before) => (before.kind === 'waiting' ? { kind: 'saved', at: savedAt.current } : before));
      return;
    }
    keep(plan.id, content);
    setState((before) =>
      before.kind === 'saving' || before.kind === 'offline' ? before : { kind: 'waiting' },
    );
    const timer = setTimeout(
      async () => {
        // The answer on its way brings a new revision, and with it this effect again.
        if (isSending.current) return;
        isSending.current = true;
        setState({ kind: 'saving' });
        try {
          const reply = await send({ id: plan.id, content, baseRevision: plan.revision });
          stored.current = content;
          if (latest.current.content === content) {
            keep(plan.id, null);
            savedAt.current = new Date();
            setState({ kind: 'saved', at: savedAt.current });
          }
          latest.current.onSaved(reply);
        } catch (error) {
          setState(failed(error));
        } finally {
          isSending.current = false;
        }
      },
      attempt === 0 ? restMs : 0,
    );
    return () => clearTimeout(timer);
  }, [isEnabled, isStuck, content, plan.id, plan.revision, attempt, send]);

  // Who leaves the page between two saves leaves nothing behind; what fails stays in this tab for the next visit.
  useEffect(
    () => () => {
      const last = latest.current;
      if (!last.isEnabled || isSending.current || last.content === stored.current) return;
      const { id, revision } = last.plan;
      send({ id, content: last.content, baseRevision: revision }).then(
        () => keep(id, null),
        () => {},
      );
    },
    [send],
  );

  const isOffline = state.kind === 'offline';
  useEffect(() => {
    if (!isOffline) return;
    const again = () => setAttempt((count) => count + 1);
    const timer = setInterval(again, retryMs);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [isOffline]);

  const isUnsent = state.kind !== 'saved';
  useEffect(() => {
    if (!isUnsent) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsent]);

  return {
    state,
    /** Tries again, after something was done about what stood in the way. */
    retry: () => {
      setState({ kind: 'waiting' });
      setAttempt((count) => count + 1);
    },
    /** The person took what the server has: nothing is left to send. */
    takeStored: (theirs: PlanContent) => {
      stored.current = theirs;
      keep(plan.id, null);
      setState({ kind: 'saved', at: null });
    },
  };
}

function failed(error: unknown): SaveState {
  if (!(error instanceof ApiProblem)) throw error;
  if (error.key === 'offline' || error.key === 'no-answer') return { kind: 'offline' };
  const theirs = Plan.safeParse(error.document?.current);
  if (error.key === 'stale-revision' && theirs.success) return { kind: 'conflict', theirs: theirs.data };
  return { kind: 'refused', problem: error };
}
