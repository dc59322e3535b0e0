// A small map of a page: the base, and a few shapes of that page over it. Layers of the large map and its link are not here.
import {
  type GeoJSONSource,
  type LayerSpecification,
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  type SourceSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import './controls.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { applyPaint } from './apply-paint.ts';
import { basemapLayer, roadLabels } from './basemap-layer.ts';
import { fontFaces } from './fonts.ts';
import styles from './small-map.module.css';

setWorkerUrl(workerUrl);

/** Words of the map's own controls. */
export type SmallMapWords = { title: string; zoomIn: string; zoomOut: string; unsupported: string };
/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];
export type Shapes = GeoJSON.FeatureCollection;

export type SmallMapProps = {
  words: SmallMapWords;
  /** Where it looks at first; looked at again whenever another box comes. */
  box: Box;
  /** Sources besides the base, as they are at the start. */
  sources: Readonly<Record<string, SourceSpecification>>;
  layers: readonly LayerSpecification[];
  /** What the sources of shapes hold now, by the source's name. */
  shapes: Readonly<Record<string, Shapes>>;
  credits: readonly string[];
  height?: 'low' | 'high';
  /** A tap: the place, and the properties of what is drawn there, topmost first. */
  onTap?(place: { longitude: number; latitude: number }, properties: Record<string, unknown>[]): void;
  /** The middle of the map, once it rests: for those who move it by keys. */
  onCentre?(place: { longitude: number; latitude: number }): void;
};

/** A source of shapes that come later. */
export function noShapes(): SourceSpecification {
  return { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
}

export function SmallMap(props: SmallMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const { box, shapes, words, credits, height = 'low' } = props;
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [map, setMap] = useState<MapLibre | null>(null);
  const [isUnsupported, setUnsupported] = useState(false);

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (container.current === null) return;
    let made: MapLibre;
    try {
      made = createSmallMap(container.current, latest.current);
    } catch (error) {
      console.error(error);
      setUnsupported(true);
      return;
    }
    made.on('style.load', () => setMap(made));
    made.on('moveend', () => {
      const { lng, lat } = made.getCenter();
      latest.current.onCentre?.({ longitude: lng, latitude: lat });
    });
    made.on('click', ({ point, lngLat }) => {
      const drawn = latest.current.layers.map(({ id }) => id).filter((id) => made.getLayer(id) !== undefined);
      const found = made.queryRenderedFeatures(
        [
          [point.x - tapReach, point.y - tapReach],
          [point.x + tapReach, point.y + tapReach],
        ],
        { layers: drawn },
      );
      latest.current.onTap?.(
        { longitude: lngLat.lng, latitude: lngLat.lat },
        found.map(({ properties }) => properties),
      );
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, []);

  useLayoutEffect(() => {
    if (map === null) return;
    for (const layer of layersOf(latest.current.layers)) applyPaint(map, layer, {}, { scheme }, 1);
  }, [map, scheme]);

  useEffect(() => {
    if (map === null) return;
    for (const [name, data] of Object.entries(shapes)) map.getSource<GeoJSONSource>(name)?.setData(data);
  }, [map, shapes]);

  const place = box.join();
  useEffect(() => {
    if (map === null) return;
    const corners = place.split(',').map(Number);
    const [west = 0, south = 0, east = 0, north = 0] = corners;
    map.fitBounds([west, south, east, north], { ...fit, animate: false });
  }, [map, place]);

  if (isUnsupported) return <p>{words.unsupported}</p>;
  return (
    <div className={`${styles.frame} map-small`} data-height={height}>
      <div ref={container} className={styles.map} />
      {credits.length === 0 ? null : <p className={styles.credits}>{credits.join(' · ')}</p>}
    </div>
  );
}

/** Half the side of the square that a tap looks at, pixels. */
const tapReach = 8;
const fit = { padding: 36, maxZoom: 16 } as const;

function createSmallMap(container: HTMLElement, props: SmallMapProps): MapLibre {
  const { words, box, sources, layers } = props;
  const bounds: LngLatBoundsLike = [...box];
  const map = new MapLibre({
    container,
    style: {
      version: 8,
      sources: { ...baseSources(), ...sources },
      'font-faces': fontFaces(),
      layers: layersOf(layers),
    },
    bounds,
    fitBoundsOptions: fit,
    minZoom: 5,
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    // A page scrolls over the map; two fingers or Ctrl and the wheel move it.
    cooperativeGestures: false,
    scrollZoom: true,
    locale: {
      'Map.Title': words.title,
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
    },
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  return map;
}

/** The base below the page's own layers. */
function layersOf(own: readonly LayerSpecification[]): LayerSpecification[] {
  return [...basemapLayer.areas, ...basemapLayer.lines, ...roadLabels, ...own];
}

function baseSources(): Record<string, SourceSpecification> {
  return Object.fromEntries(
    Object.entries(basemapLayer.sources).map(([name, { layer, minzoom, maxzoom }]) => [
      name,
      { type: 'vector', tiles: [`${location.origin}/tiles/${layer}/{z}/{x}/{y}`], minzoom, maxzoom },
    ]),
  );
}
