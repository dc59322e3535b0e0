// The map as a React component: it brings a living map to its props, and turns clicks and keys into choices.
import { GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import './map.css';
import { type Applied, applyContent } from './apply-content.ts';
import { fitBox, flyTo, isSameCamera, lookAt } from './camera.ts';
import { Chooser, type ChooserAt } from './chooser.tsx';
import { applyFound } from './found-layer.ts';
import { highlightData, highlightSource } from './highlight-layer.ts';
import { Legend } from './legend.tsx';
import { handleOf, middleOf } from './map-handle.ts';
import type { BinClasses, MapViewProps } from './map-types.ts';
import { candidatesAt, noteAt } from './pick.ts';
import { middleLatitude, refreshBins, showsBins } from './refresh-bins.ts';
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
  const { territory, opacity, accidentView, scheme, schoolQuery } = props;
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
      {
        territory,
        accidentQuery,
        visible,
        opacity,
        accidentView,
        scheme,
        riskRun,
        schoolQuery,
        hotspotRuns,
        selection,
      },
      applied.current,
      failed.current,
    );
  }, [
    map,
    territory,
    accidentQuery,
    visible,
    opacity,
    accidentView,
    scheme,
    riskRun,
    schoolQuery,
    hotspotRuns,
    selection,
    failed,
  ]);

  const [bins, setBins] = useState<BinClasses | null>(null);
  const binning = useRef<ReturnType<typeof refreshBins>>({ signature: '', classes: null });
  useEffect(() => {
    if (map === null) return;
    binning.current = { signature: '', classes: null };
    const refresh = () => {
      const { bounds } = latest.current;
      const before = binning.current;
      binning.current = refreshBins(map, showsBins(latest.current), middleLatitude(bounds), before);
      if (binning.current === before) return;
      setBins(binning.current.classes);
      latest.current.onBins?.(binning.current.classes);
    };
    const idles = map.on('idle', refresh);
    return () => idles.unsubscribe();
  }, [map]);

  const measurings = useRef(0);
  useEffect(() => {
    if (map === null) return;
    latest.current.onHandle?.(handleOf(map, latest, measurings));
    return () => latest.current.onHandle?.(null);
  }, [map]);

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
      if (measurings.current > 0) return;
      const isTouch = originalEvent instanceof PointerEvent && originalEvent.pointerType === 'touch';
      pickAt(point, isTouch ? reachPx.touch : reachPx.mouse);
    });
    const moves = map.on('mousemove', ({ point }) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (map.isMoving() || measurings.current > 0) return;
        const isOver = candidatesAt(map, point, reachPx.mouse, latest.current.label).length > 0;
        map.getCanvas().style.cursor = isOver ? 'pointer' : '';
      });
    });
    const starts = map.on('movestart', () => setChooser(null));
    const askForPlace = (point: { x: number; y: number }) =>
      setChooser(placeAt(map, point, latest.current.label));
    const menus = map.on('contextmenu', ({ point, originalEvent }) => {
      originalEvent.preventDefault();
      if (measurings.current === 0) askForPlace(point);
    });
    // With the keyboard, Enter picks what lies under the cross-hair in the middle of the uncovered part.
    const canvas = map.getCanvas();
    const actOnKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' && measurings.current === 0) {
        // Or the same key press would go on to the chooser's first item.
        event.preventDefault();
        pickAt(middleOf(map, latest.current.padding), reachPx.touch);
      } else if (event.key === 'c' || event.key === 'C') askForPlace(middleOf(map, latest.current.padding));
      else latest.current.onKey?.(event.key);
    };
    canvas.addEventListener('keydown', actOnKey);
    return () => {
      cancelAnimationFrame(frame);
      for (const listening of [clicks, moves, starts, menus]) listening.unsubscribe();
      canvas.removeEventListener('keydown', actOnKey);
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
      {/* Its signs are drawn once the map is: they would keep it waiting. */}
      {props.hasLegend && state === 'ready' && (
        <Legend
          visible={visible}
          accidentView={accidentView}
          bins={bins}
          hotspotRuns={hotspotRuns}
          scheme={scheme}
          label={label}
          covered={padding.left + padding.right}
        />
      )}
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
          onCopy={(text) => {
            closeChooser();
            props.onCopy?.(text);
          }}
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
  ask({ x: point.x, y: point.y, width, height, candidates, note, copy: null });
}

/** The box that offers the coordinates of a place; five decimals are about one metre. */
function placeAt(map: MapLibre, point: { x: number; y: number }, label: MapViewProps['label']): ChooserAt {
  const { lng, lat } = map.unproject([point.x, point.y]);
  const copy = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return { x: point.x, y: point.y, width, height, candidates: [], note: [label('place.title'), copy], copy };
}
