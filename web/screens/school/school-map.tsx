// The map of a school's page: its routes, gates and zones, findings, spots, clusters, and the accidents that count.
import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type RefObject, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Session } from '../../../contract/account.ts';
import type { School } from '../../../contract/facts.ts';
import type { Point } from '../../../contract/geometry.ts';
import type { Run } from '../../../contract/run.ts';
import type { SchoolDetail } from '../../../contract/school-page.ts';
import { queryString } from '../../api.ts';
import type { HotspotRun, MapHandle, MapLayerId, MapSelection } from '../../map/map-types.ts';
import { useSessionLost } from '../../session-queries.ts';
import { useWords } from '../../text/words.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { readPlanning, writePlanning } from '../planning/url-state.ts';
import { boxOf } from './school-box.ts';
import card from './school-card.module.css';
import styles from './school-map.module.css';

const MapView = lazy(async () => ({ default: (await import('../../map/map-view.tsx')).MapView }));

const layers: ReadonlySet<MapLayerId> = new Set([
  'schools',
  'routes',
  'gates',
  'accidents',
  'hotspots',
  'spots',
  'findings',
]);
const noOpacity = new Map();
const noPadding = { left: 0, right: 0, bottom: 0 };
/** Close enough to see what stands at a gate. */
const placeZoom = 17;

/** Of the picture for paper: half a page wide; three dots for each of its CSS pixels are a printer's. */
const paper = { widthPx: 460, heightPx: 560, dotsPerPx: 3 } as const;

/** Puts the map as a picture where only paper shows it. */
export type MapPrinter = () => Promise<void>;

/** A place that was asked for at a moment. */
export type ShownPlace = { place: Point; at: number };

type Props = {
  session: Session;
  school: School;
  detail: SchoolDetail | undefined;
  /** The run whose accidents are drawn; null without one. */
  run: Run | null;
  shown: ShownPlace | null;
  /** Filled while the map lives. */
  printer: RefObject<MapPrinter | null>;
};

export function SchoolMap({ session, school, detail, run, shown, printer }: Props) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const sessionLost = useSessionLost();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const bounds = useMemo(() => boxOf(school), [school]);
  const selection = useMemo<MapSelection>(() => ({ kind: 'school', id: school.id }), [school.id]);
  const highlight = useMemo(
    () =>
      (detail?.counted ?? []).map(({ location: { coordinates } }) => {
        const [lon, lat] = coordinates;
        return { lon, lat };
      }),
    [detail],
  );
  const hotspotRuns = useMemo(() => {
    const runs = new Map<string, HotspotRun>();
    for (const { runId, method } of detail?.hotspots ?? [])
      runs.set(runId, { run: runId, method, nearMiss: false });
    return [...runs.values()];
  }, [detail]);
  const focus = useMemo(() => {
    if (shown === null) return null;
    const [lon, lat] = shown.place.coordinates;
    return { lon, lat, zoom: placeZoom, at: shown.at };
  }, [shown]);
  const sheet = useRef<HTMLDivElement>(null);
  const handle = useRef<MapHandle | null>(null);
  const keepHandle = useCallback((living: MapHandle | null) => {
    handle.current = living;
  }, []);
  useEffect(() => {
    printer.current = async () => {
      if (handle.current === null) return;
      const { camera, widthPx, heightPx } = handle.current.view();
      // As much of the ground as on the screen, on a smaller sheet.
      const smaller = Math.log2(Math.min(paper.widthPx / widthPx, paper.heightPx / heightPx));
      const zoom = camera.zoom + Math.min(0, smaller);
      const { canvas } = await handle.current.picture({ ...paper, camera: { ...camera, zoom } });
      sheet.current?.replaceChildren(canvas);
    };
    // Chosen in the browser's own menu, printing waits for nothing: then the map as it stands is better than none.
    const beforePrint = () => {
      const isReady = sheet.current === null || sheet.current.hasChildNodes();
      if (!isReady && handle.current !== null) sheet.current?.append(handle.current.copyNow());
    };
    const afterPrint = () => sheet.current?.replaceChildren();
    window.addEventListener('beforeprint', beforePrint);
    window.addEventListener('afterprint', afterPrint);
    return () => {
      printer.current = null;
      window.removeEventListener('beforeprint', beforePrint);
      window.removeEventListener('afterprint', afterPrint);
    };
  }, [printer]);
  return (
    <section className={styles.map} aria-label={t('schoolPage.map')}>
      <ErrorBoundary title={t('failure.map')}>
        <Suspense fallback={<Skeleton height="100%" />}>
          <MapView
            camera={null}
            bounds={bounds}
            territory={session.territory.bounds}
            onCamera={() => {}}
            accidentQuery={run === null ? '' : queryString({ from: run.windowFrom, to: run.asOf })}
            visible={layers}
            opacity={noOpacity}
            accidentView="points"
            scheme={scheme}
            hasLegend={false}
            riskRun={run?.id ?? null}
            schoolQuery=""
            hotspotRuns={hotspotRuns}
            selection={selection}
            onSelect={(chosen) => {
              if (chosen !== null && !(chosen.kind === 'school' && chosen.id === school.id))
                void navigate({ to: '/', search: writePlanning({ ...readPlanning({}), selection: chosen }) });
            }}
            highlight={highlight}
            focus={focus}
            found={null}
            padding={noPadding}
            language={language}
            credits={session.territory.credits}
            label={(key) => t(`map.${key}`)}
            onHandle={keepHandle}
            onSignedOut={sessionLost}
          />
        </Suspense>
      </ErrorBoundary>
      <div className={styles.paper} ref={sheet} />
      <p className={card.soft}>{t('schoolPage.mapNote')}</p>
    </section>
  );
}
