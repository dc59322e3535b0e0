// What every part of the map screen needs: who is looking, what the link says, and how to change it.
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Session } from '../../../contract/account.ts';
import type { RunKind } from '../../../contract/codes.ts';
import type { Point } from '../../../contract/geometry.ts';
import type { MapFound, MapSelection, MapTarget, MapViewProps } from '../../map/map-types.ts';
import { isSameSelection, type PlanningState, readPlanning, writePlanning } from './url-state.ts';

type Planning = {
  session: Session;
  state: PlanningState;
  /** Changes the link; `replace` for what should not be a step of the browser's "back". */
  change(part: Partial<PlanningState>, how?: 'push' | 'replace'): void;
  /** Opens a thing and, when its place is known, flies there. Keeps a way back when opened from another thing. */
  open(selection: MapSelection, place?: Point | null): void;
  openFromPanel(selection: MapSelection): void;
  /** What was open before `openFromPanel`, null when there is nothing to go back to. */
  previous: MapSelection;
  focus: MapViewProps['focus'];
  flyTo(place: Point): void;
  /** What a search found and the map marks, null when nothing. */
  found: MapFound | null;
  /** Marks what was found, and flies to `target`; null takes the mark away. */
  markFound(found: MapFound | null, target?: MapTarget): void;
  /** Runs started here that have not ended, by kind: they outlive the tab of the list that started them. */
  started: StartedRuns;
  noteStarted(kind: RunKind, id: string | null): void;
};
type StartedRuns = Readonly<Partial<Record<RunKind, string | null>>>;

const PlanningContext = createContext<Planning | null>(null);
const route = getRouteApi('/');

export function PlanningProvider({ session, children }: { session: Session; children: ReactNode }) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const state = useMemo(() => readPlanning(search), [search]);
  const [focus, setFocus] = useState<MapViewProps['focus']>(null);
  const [found, setFound] = useState<MapFound | null>(null);
  const [previous, setPrevious] = useState<MapSelection>(null);
  const [started, setStarted] = useState<StartedRuns>({});

  const afterOpening = useRef<Point | null>(null);

  const change = useCallback<Planning['change']>(
    (part, how = 'push') => {
      void navigate({
        to: '/',
        search: (now) => writePlanning({ ...readPlanning(now), ...part }),
        replace: how === 'replace',
      });
    },
    [navigate],
  );
  const flyTo = useCallback((place: Point) => {
    const [lon, lat] = place.coordinates;
    setFocus({ lon, lat, at: Date.now() });
  }, []);
  const markFound = useCallback<Planning['markFound']>((found, target) => {
    setFound(found);
    if (target !== undefined) setFocus({ ...target, at: Date.now() });
  }, []);
  const open = useCallback<Planning['open']>(
    (selection, place) => {
      setPrevious(null);
      if (isSameSelection(selection, state.selection)) {
        if (place) flyTo(place);
        return;
      }
      afterOpening.current = place ?? null;
      change({ selection });
    },
    [change, flyTo, state.selection],
  );
  useEffect(() => {
    // Only once the panel of the new selection stands is it known how much of the map it covers.
    const place = afterOpening.current;
    afterOpening.current = null;
    if (place !== null && state.selection !== null) flyTo(place);
  }, [state.selection, flyTo]);
  const openFromPanel = useCallback<Planning['openFromPanel']>(
    (selection) => {
      setPrevious(state.selection);
      change({ selection });
    },
    [change, state.selection],
  );

  const noteStarted = useCallback<Planning['noteStarted']>(
    (kind, id) => setStarted((now) => ({ ...now, [kind]: id })),
    [],
  );

  const planning = useMemo(
    () => ({
      session,
      state,
      change,
      open,
      openFromPanel,
      previous,
      focus,
      flyTo,
      found,
      markFound,
      started,
      noteStarted,
    }),
    [
      session,
      state,
      change,
      open,
      openFromPanel,
      previous,
      focus,
      flyTo,
      found,
      markFound,
      started,
      noteStarted,
    ],
  );
  return <PlanningContext.Provider value={planning}>{children}</PlanningContext.Provider>;
}

export function usePlanning(): Planning {
  const planning = useContext(PlanningContext);
  if (planning === null) throw new Error('usePlanning needs a PlanningProvider around it');
  return planning;
}

/** As `usePlanning`, and null on the screens without the planning map, for parts that both show. */
export function useOptionalPlanning(): Planning | null {
  return useContext(PlanningContext);
}

/** Whether the person's roles include one that starts computations; the server decides in the end. */
export function mayStartRuns(session: Session): boolean {
  return session.grants.some((grant) => grant.role === 'planner' || grant.role === 'administrator');
}
