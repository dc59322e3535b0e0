// The map of one gate plan: the plan's elements at their true size over a muted base, and a hand that draws on it.
import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Drawer } from './plan-draw.ts';
import { planSources } from './plan-layers.ts';
import styles from './plan-map.module.css';
import { addPlanIcons } from './plan-map-icons.ts';
import { failureFeatures, middleOfMap, pickedAt, setShapes, snapper } from './plan-map-parts.ts';
import type { PlanMapProps } from './plan-map-types.ts';
import { penFeatures, penSource } from './plan-pen.ts';
import { moved, planeAt } from './plan-plane.ts';
import { placesOf, sketchOf } from './plan-sketch.ts';
import { hiddenLayers, planMapLayers, planStyle, switchableLayers } from './plan-style.ts';

setWorkerUrl(workerUrl);

/** Metres around the gate that the map shows at first (our choice: the gate and both arms of its road; on a phone less, so that a finger can aim). */
const firstMetres = { wide: 45, narrow: 28 } as const;
const narrowPx = 600;

export function PlanMap(props: PlanMapProps) {
  const { elements, failures, around, hidden, scheme, selected, drawing, mayDraw, label, credits, covered } =
    props;
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const [map, setMap] = useState<MapLibre | null>(null);
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const [isUnsupported, setUnsupported] = useState(false);
  const editing = useRef<{ id: string; geometry: PlanMapProps['elements'][number]['geometry'] } | null>(null);

  useEffect(() => {
    if (container.current === null) return;
    let made: MapLibre;
    try {
      made = createPlanMap(container.current, latest.current);
    } catch (error) {
      console.error(error);
      setUnsupported(true);
      return;
    }
    window.__map = made;
    let isGone = false;
    let isOfDrawing = false;
    let started: Drawer | null = null;
    made.on('load', () => {
      setMap(made);
      // Who only reads never loads the hand that draws.
      if (!latest.current.mayDraw) return;
      void import('./plan-draw.ts').then(({ startDrawing }) => {
        if (isGone) return;
        started = startDrawing(made, {
          snapTo: snapper(made, latest),
          onDrawn: (geometry) => {
            isOfDrawing = true;
            latest.current.onDrawn(geometry);
          },
          onPen: (corners, isArea) =>
            setShapes(made, penSource, penFeatures(corners, isArea, latest.current.decimal)),
          onEdited: (geometry, isDone) => {
            const id = latest.current.selected;
            if (id === null) return;
            editing.current = { id, geometry };
            if (isDone) latest.current.onEdited(id, geometry);
            else redraw(made, latest.current, editing.current);
          },
        });
        setDrawer(started);
      });
    });
    made.on('click', ({ point, originalEvent }) => {
      // The click that set the last corner comes after the shape is drawn, and chooses nothing.
      if (latest.current.drawing !== null || isOfDrawing) return;
      const isTouch = originalEvent instanceof PointerEvent && originalEvent.pointerType === 'touch';
      const picked = pickedAt(made, point, isTouch ? 14 : 6);
      if (picked?.kind === 'failure') latest.current.onFailure(picked.index);
      else latest.current.onSelect(picked === null ? null : picked.id);
    });
    const canvas = made.getCanvas();
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      latest.current.onKey(event.key);
    };
    const onPress = () => {
      isOfDrawing = false;
    };
    canvas.addEventListener('keydown', onKey);
    canvas.addEventListener('pointerdown', onPress);
    return () => {
      isGone = true;
      canvas.removeEventListener('keydown', onKey);
      canvas.removeEventListener('pointerdown', onPress);
      started?.stop();
      setDrawer(null);
      setMap(null);
      latest.current.onHandle(null);
      if (window.__map === made) window.__map = undefined;
      made.remove();
    };
  }, []);

  useEffect(() => {
    if (map === null) return;
    latest.current.onHandle({
      finish: () => drawer?.finish(),
      cancel: () => drawer?.cancel(),
      middle: () => middleOfMap(map, latest.current.covered),
      flyTo: ([lon, lat]) =>
        map.easeTo({
          center: [lon, lat],
          zoom: Math.max(map.getZoom(), 19.5),
          padding: sides(latest.current.covered),
          duration: 500,
        }),
      showAll: () => fitAll(map, latest.current),
      focus: () => map.getCanvas().focus(),
    });
  }, [map, drawer]);

  useEffect(() => {
    if (map === null) return;
    editing.current = null;
    redraw(map, { elements, short: latest.current.short }, null);
  }, [map, elements]);

  useEffect(() => {
    if (map !== null) setShapes(map, planSources.around, around);
  }, [map, around]);

  useEffect(() => {
    if (map !== null) setShapes(map, planSources.failures, failureFeatures(failures, selected));
  }, [map, failures, selected]);

  useEffect(() => {
    if (map === null) return;
    const out = hiddenLayers(hidden);
    for (const layer of switchableLayers())
      map.setLayoutProperty(layer, 'visibility', out.has(layer) ? 'none' : 'visible');
  }, [map, hidden]);

  const drawnScheme = useRef(scheme);
  useEffect(() => {
    if (map === null || drawnScheme.current === scheme) return;
    drawnScheme.current = scheme;
    for (const layer of planMapLayers(scheme)) {
      for (const [property, value] of Object.entries('paint' in layer ? (layer.paint ?? {}) : {}))
        if (isPaint(property)) map.setPaintProperty(layer.id, property, value);
    }
  }, [map, scheme]);

  const inHand = elements.find(({ id }) => id === selected)?.geometry ?? null;
  useEffect(() => {
    if (drawer === null) return;
    // Putting a shape down goes back to selecting, so it comes before a new drawing.
    drawer.hold(null);
    drawer.draw(drawing);
    if (drawing === null && mayDraw) drawer.hold(inHand);
  }, [drawer, drawing, inHand, mayDraw]);

  useEffect(() => {
    map?.easeTo({ padding: sides(covered), duration: 0 });
  }, [map, covered]);

  return (
    <div className={styles.frame} data-drawing={drawing !== null}>
      <div ref={container} className={styles.map} />
      {map === null && !isUnsupported ? (
        <div className={styles.loading} role="progressbar" aria-label={label('loading')} />
      ) : null}
      {isUnsupported ? <p className={styles.unsupported}>{label('unsupported')}</p> : null}
      <span className={styles.cross} style={{ top: `calc(50% - ${covered / 2}px)` }} aria-hidden />
      <p className={styles.credits} style={{ bottom: covered }}>
        {credits.join(' · ')}
      </p>
    </div>
  );
}

const sides = (bottom: number) => ({ top: 0, left: 0, right: 0, bottom });

type PaintProperty = Parameters<MapLibre['setPaintProperty']>[1];

/** Every key of a paint object is a paint property, "fill-color"; the type of an object's entries forgets it. */
function isPaint(property: string): property is PaintProperty {
  return property.includes('-');
}

function redraw(
  map: MapLibre,
  { elements, short }: Pick<PlanMapProps, 'elements' | 'short'>,
  editing: { id: string; geometry: PlanMapProps['elements'][number]['geometry'] } | null,
): void {
  const features = elements.flatMap((element) =>
    sketchOf(editing?.id === element.id ? withGeometry(element, editing.geometry) : element, short(element)),
  );
  setShapes(map, planSources.elements, { type: 'FeatureCollection', features });
}

/** The shape in hand has the type of the element it belongs to. */
function withGeometry(
  element: PlanMapProps['elements'][number],
  geometry: PlanMapProps['elements'][number]['geometry'],
): PlanMapProps['elements'][number] {
  return Object.assign({}, element, { geometry });
}

function boxAround(points: readonly (readonly [number, number])[]): [number, number, number, number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function boxOf(
  { centre, elements }: Pick<PlanMapProps, 'centre' | 'elements'>,
  widthPx: number,
): [number, number, number, number] {
  const metres = widthPx < narrowPx ? firstMetres.narrow : firstMetres.wide;
  const plane = planeAt(centre);
  const corners = [0, 1, 2, 3].map((i) => plane.toPlace(moved([0, 0], (i * Math.PI) / 2, metres)));
  return boxAround([...corners, ...elements.flatMap(placesOf)]);
}

function fitAll(map: MapLibre, props: PlanMapProps): void {
  map.fitBounds(boxOf(props, map.getContainer().clientWidth), { padding: 24, maxZoom: 20, duration: 500 });
}

function createPlanMap(container: HTMLElement, props: PlanMapProps): MapLibre {
  const { scheme, hidden, label, covered } = props;
  const map = new MapLibre({
    container,
    style: planStyle(scheme, hidden),
    minZoom: 13,
    maxZoom: 22,
    zoomLevelsToOverscale: 20,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
    locale: {
      'Map.Title': label('map'),
      'NavigationControl.ZoomIn': label('zoom_in'),
      'NavigationControl.ZoomOut': label('zoom_out'),
      'ScaleControl.Meters': 'm',
      'ScaleControl.Kilometers': 'km',
    },
  });
  map.setPadding(sides(covered));
  map.fitBounds(boxOf(props, container.clientWidth), { padding: 36, maxZoom: 20, duration: 0 });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 110 }), 'bottom-left');
  addPlanIcons(map);
  return map;
}
