// The map as a React component: it brings a living map to its props, and turns clicks and keys into choices.
import { GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import './map.css';
import { type Applied, applyContent } from './apply-content.ts';
import { fitBox, flyTo, isSameCamera, lookAt, middleOffset } from './camera.ts';
import { Chooser, type ChooserAt } from './chooser.tsx';
import { applyFound } from './found-layer.ts';
import { highlightData, highlightSource } from './highlight-layer.ts';
import { Legend } from './legend.tsx';
import type { MapViewProps } from './map-types.ts';
import { candidatesAt, noteAt } from './pick.ts';
import { useMap } from './use-map.ts';

/** Pixels around the place meant: a finger and the cross-hair are wider than the tip of a mouse. */
const reachPx = { mouse: 3, touch: 12 } as const;

/** The map of the installation. A change of language makes a new one, because its controls keep their words. */
export function MapView(props: MapViewProps) {
  const flownAt = useRef<number | null>(null);
  return <LivingMap key={props.language} {...props} flownAt={flownAt} />;
}

/** `flownAt`: the focus that was flown to last, which outlives the map. */
function LivingMap({ flownAt, ...props }: MapViewProps & { flownAt: RefObject<number | null> }) {
  const { accidentQuery, visible, riskRun, hotspotRuns, selection, camera, bounds, highlight, focus, found } =
    props;
  const { label, padding, credits } = props;
  const container = useRef<HTMLDivElement>(null);
  // Listeners live as long as the map and read the newest props here.
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const { map, state, told, failed } = useMap(container, latest);
  const [chooser, setChooser] = useState<ChooserAt | null>(null);

  const applied = useRef<Applied & { map: MapLibre | null }>({ map, selected: [] });
  useEffect(() => {
    if (map === null) return;
    if (applied.current.map !== map) applied.current = { map, selected: [] };
    applyContent(
      map,
      { accidentQuery, visible, riskRun, hotspotRuns, selection },
      applied.current,
      failed.current,
    );
  }, [map, accidentQuery, visible, riskRun, hotspotRuns, selection, failed]);

  useEffect(() => {
    const source = map?.getSource(highlightSource);
    const ringed = found?.kind === 'point' ? [...highlight, found] : highlight;
    if (source instanceof GeoJSONSource) source.setData(highlightData(ringed));
  }, [map, highlight, found]);

  useEffect(() => {
    if (map !== null) applyFound(map, found);
  }, [map, found]);

  useEffect(() => {
    if (map === null || focus === null || flownAt.current === focus.at) return;
    flownAt.current = focus.at;
    flyTo(map, focus, latest.current.padding);
  }, [map, focus, flownAt]);

  const lastCamera = useRef(camera);
  useEffect(() => {
    if (map === null || isSameCamera(camera, lastCamera.current)) return;
    lastCamera.current = camera;
    // A camera that this map told about comes back through the URL, perhaps while the map moves on.
    if (camera === null || isSameCamera(camera, told.current) || map.isMoving()) return;
    told.current = camera;
    lookAt(map, camera, latest.current.padding);
  }, [map, camera, told]);

  const [west, south, east, north] = bounds;
  const fitted = useRef({ west, south, east, north });
  useEffect(() => {
    const last = fitted.current;
    const isSame = last.west === west && last.south === south && last.east === east && last.north === north;
    if (map === null || isSame) return;
    fitted.current = { west, south, east, north };
    if (latest.current.camera === null) fitBox(map, [west, south, east, north], latest.current.padding);
  }, [map, west, south, east, north]);

  useEffect(() => {
    if (map === null) return;
    const pickAt = (point: { x: number; y: number }, reach: number) =>
      pick(map, latest.current, point, reach, setChooser);
    let frame = 0;
    const clicks = map.on('click', ({ point, originalEvent }) => {
      const isTouch = originalEvent instanceof PointerEvent && originalEvent.pointerType === 'touch';
      pickAt(point, isTouch ? reachPx.touch : reachPx.mouse);
    });
    const moves = map.on('mousemove', ({ point }) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (map.isMoving()) return;
        const isOver = candidatesAt(map, point, reachPx.mouse, latest.current.label).length > 0;
        map.getCanvas().style.cursor = isOver ? 'pointer' : '';
      });
    });
    const starts = map.on('movestart', () => setChooser(null));
    // With the keyboard, Enter picks what lies under the cross-hair in the middle of the uncovered part.
    const canvas = map.getCanvas();
    const pickInTheMiddle = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return;
      // Or the same key press would go on to the chooser's first item.
      event.preventDefault();
      const [x, y] = middleOffset(map, latest.current.padding);
      pickAt({ x: canvas.clientWidth / 2 + x, y: canvas.clientHeight / 2 + y }, reachPx.touch);
    };
    canvas.addEventListener('keydown', pickInTheMiddle);
    return () => {
      cancelAnimationFrame(frame);
      for (const listening of [clicks, moves, starts]) listening.unsubscribe();
      canvas.removeEventListener('keydown', pickInTheMiddle);
    };
  }, [map]);

  function closeChooser() {
    setChooser(null);
    map?.getCanvas().focus();
  }

  const sources = credits.length === 0 ? [label('source.own')] : credits;
  const covered: CSSProperties & Record<`--${string}`, string> = {
    '--map-left': `${padding.left}px`,
    '--map-right': `${padding.right}px`,
    '--map-bottom': `${padding.bottom}px`,
    '--map-sources': String(sources.length),
  };
  return (
    <div className="map-frame" style={covered}>
      <div ref={container} className="map-canvas" />
      {state === 'loading' && (
        <div className="map-loading" role="progressbar" aria-label={label('control.loading')} />
      )}
      {state === 'unsupported' && <p className="map-unsupported">{label('control.unsupported')}</p>}
      <div className="map-cross" aria-hidden="true" />
      <Legend visible={visible} hotspotRuns={hotspotRuns} label={label} />
      <p className="map-source">
        {sources.map((source) => (
          <span key={source}>{source}</span>
        ))}
      </p>
      {chooser !== null && (
        <Chooser
          {...chooser}
          label={label}
          onClose={closeChooser}
          onChoose={(candidate) => {
            closeChooser();
            props.onSelect(candidate.selection);
          }}
        />
      )}
    </div>
  );
}

function pick(
  map: MapLibre,
  props: MapViewProps,
  point: { x: number; y: number },
  reach: number,
  ask: (chooser: ChooserAt | null) => void,
): void {
  const candidates = candidatesAt(map, point, reach, props.label);
  // Ground that says something of itself is read before the areas on it are opened; points are chosen at once.
  const note = candidates.some(({ shape }) => shape === 'point') ? null : noteAt(map, point, props);
  if (note === null && candidates.length < 2) {
    ask(null);
    props.onSelect(candidates[0]?.selection ?? null);
    return;
  }
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  ask({ x: point.x, y: point.y, width, height, candidates, note });
}
