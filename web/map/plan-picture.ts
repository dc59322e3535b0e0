// A gate plan as a picture for paper: drawn apart from the screen, always light, at a true scale and the dots of a printer.
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Position } from '../../contract/geometry.ts';
import { copyOf } from './copy-canvas.ts';
import { planSources } from './plan-layers.ts';
import { addPlanIcons } from './plan-map-icons.ts';
import { setShapes } from './plan-map-parts.ts';
import type { PlanMapProps } from './plan-map-types.ts';
import { sketchOf } from './plan-sketch.ts';
import { planStyle } from './plan-style.ts';

setWorkerUrl(workerUrl);

/** A tile server that does not answer would leave the person waiting for ever; a slow machine draws this long. */
const patienceMs = 60_000;

type PlanPicture = Pick<PlanMapProps, 'elements' | 'short' | 'around' | 'hidden'> & {
  centre: Position;
  zoom: number;
  widthPx: number;
  heightPx: number;
  dotsPerPx: number;
};

/** Rejects when the map cannot be drawn or its tiles do not come. */
export async function drawPlan(plan: PlanPicture): Promise<HTMLCanvasElement> {
  const container = document.createElement('div');
  container.style.cssText = `position:fixed;left:-20000px;top:0;width:${plan.widthPx}px;height:${plan.heightPx}px`;
  document.body.append(container);
  const map = new MapLibre({
    container,
    style: planStyle('light', plan.hidden),
    interactive: false,
    attributionControl: false,
    zoomLevelsToOverscale: 20,
    maxZoom: 24,
    fadeDuration: 0,
    center: plan.centre,
    zoom: plan.zoom,
    pixelRatio: plan.dotsPerPx,
    maxCanvasSize: [8_192, 8_192],
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  try {
    addPlanIcons(map);
    await once(map, 'style.load');
    const features = plan.elements.flatMap((element) => sketchOf(element, plan.short(element)));
    setShapes(map, planSources.elements, { type: 'FeatureCollection', features });
    setShapes(map, planSources.around, plan.around);
    await once(map, 'idle');
    return copyOf(map.getCanvas());
  } finally {
    map.remove();
    container.remove();
  }
}

function once(map: MapLibre, event: 'style.load' | 'idle'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the picture of the plan was not drawn in time')),
      patienceMs,
    );
    map.once(event, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
