// The walk under way: positions go on being stored on whatever survey page one is, so that one may answer while walking.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { keepFix } from '../../outbox/store.ts';
import { useField } from './field-context.tsx';
import { type Here, type PositionState, usePosition, useWakeLock } from './use-position.ts';

type Recorder = PositionState & {
  /** The walk whose positions are stored now (the id of its school); null while none is. */
  walkId: string | null;
  /** Whether the screen is kept on; null while that is not known. */
  isAwake: boolean | null;
  start: (walkId: string) => void;
  pause: () => void;
};

const RecorderContext = createContext<Recorder | null>(null);

export function useRecorder(): Recorder {
  const recorder = useContext(RecorderContext);
  if (recorder === null) throw new Error('used outside of the survey pages');
  return recorder;
}

export function RecorderProvider({ children }: { children: ReactNode }) {
  const { store } = useField();
  const [walkId, setWalkId] = useState<string | null>(null);
  /** The next position comes after a pause, or after the page was away. */
  const afterGap = useRef(true);
  const keep = useCallback(
    (here: Here) => {
      if (walkId === null) return;
      const gap = afterGap.current;
      afterGap.current = false;
      void keepFix(store, walkId, here, gap);
    },
    [store, walkId],
  );
  const position = usePosition(walkId !== null, keep);
  const isAwake = useWakeLock(walkId !== null);
  const recorder = useMemo(
    (): Recorder => ({
      ...position,
      walkId,
      isAwake,
      start: (id) => {
        afterGap.current = true;
        setWalkId(id);
      },
      pause: () => setWalkId(null),
    }),
    [position, walkId, isAwake],
  );
  return <RecorderContext value={recorder}>{children}</RecorderContext>;
}

/** Where the phone is while a page is open: as the walk under way knows it, else asked for the page. */
export function useHere(isWanted = true): PositionState {
  const recorder = useRecorder();
  const asked = usePosition(isWanted && recorder.walkId === null);
  return recorder.walkId === null ? asked : recorder;
}
