// Makes the map and wires its worker once. Only this folder knows the map library.
import {
  GeolocateControl,
  Map as MapLibre,
  NavigationControl,
  prewarm,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import './controls.css';
import { iconImage, iconPixelRatio, shieldStretch } from './icons.ts';
import type { MapContent } from './layer-module.ts';
import type { MapLabel } from './map-types.ts';
import { mapStyle } from './style.ts';

setWorkerUrl(workerUrl);
// The map's threads start while its data is still on its way.
prewarm();

function controlTexts(label: MapLabel): Record<string, string> {
  return {
    'Map.Title': label('control.map'),
    'NavigationControl.ZoomIn': label('control.zoom_in'),
    'NavigationControl.ZoomOut': label('control.zoom_out'),
    'GeolocateControl.FindMyLocation': label('control.locate'),
    'GeolocateControl.LocationNotAvailable': label('control.locate_unavailable'),
    'ScaleControl.Meters': 'm',
    'ScaleControl.Kilometers': 'km',
  };
}

/** A new map in `container`, its camera still to be set. Throws where the browser has no WebGL 2. */
export function createMap(container: HTMLElement, style: StyleSpecification, label: MapLabel): MapLibre {
  const map = new MapLibre({
    container,
    style,
    minZoom: 5,
    maxZoom: 19.5,
    // Never cuts a tile into smaller ones: each piece of a commune would get a name of its own.
    zoomLevelsToOverscale: 20,
    // North stays up: officers read the map against paper plans, and labels never stand on their head.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    locale: controlTexts(label),
    // Blending takes pictures between, each of which keeps the page waiting where a processor draws them.
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.addControl(
    new GeolocateControl({ positionOptions: { enableHighAccuracy: true }, trackUserLocation: false }),
    'bottom-right',
  );
  // The control itself names its button only when the browser has said whether it may ask where one is.
  map
    .getContainer()
    .querySelector('.maplibregl-ctrl-geolocate')
    ?.setAttribute('aria-label', label('control.locate'));
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 110 }), 'bottom-left');
  drawIcons(map);
  return map;
}

function drawIcons(map: MapLibre): void {
  map.setMissingStyleImageResolver((id) => {
    const image = iconImage(id);
    if (image === null) return;
    map.addImage(id, image, { pixelRatio: iconPixelRatio, ...(id === 'shield' ? shieldStretch : {}) });
  });
}

/** A map for one picture: no controls, no fading, and a canvas that can be read (the largest side is 8192 dots). */
export function createPaperMap(container: HTMLElement, content: MapContent, dotsPerPx: number): MapLibre {
  const map = new MapLibre({
    container,
    style: mapStyle(content),
    interactive: false,
    attributionControl: false,
    zoomLevelsToOverscale: 20,
    fadeDuration: 0,
    pixelRatio: dotsPerPx,
    maxCanvasSize: [8_192, 8_192],
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  drawIcons(map);
  return map;
}
