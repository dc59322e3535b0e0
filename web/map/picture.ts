// The map as a picture for paper: the same content on a map of its own off the screen, at the dots of a printer.
import { GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import { applyContent } from './apply-content.ts';
import { copyOf } from './copy-canvas.ts';
import { createPaperMap } from './create-map.ts';
import { applyFound } from './found-layer.ts';
import { highlightData, highlightSource } from './highlight-layer.ts';
import type { MapContent } from './layer-module.ts';
import type { BinClasses, MapViewProps, PictureRequest } from './map-types.ts';
import { measureSource } from './measure-layer.ts';
import { middleLatitude, refreshBins, showsBins } from './refresh-bins.ts';

/** A tile server that does not answer would leave the person waiting for ever. */
const patienceMs = 60_000;

type Shown = MapContent & Pick<MapViewProps, 'highlight' | 'found' | 'bounds'>;

/** Draws `shown` for `request`, with the measurement of `from`. Rejects when the tiles do not come. */
export async function drawPicture(
  from: MapLibre,
  shown: Shown,
  { widthPx, heightPx, dotsPerPx, camera }: PictureRequest,
): Promise<{ canvas: HTMLCanvasElement; bins: BinClasses | null }> {
  const content: Shown = { ...shown, scheme: 'light' };
  const container = document.createElement('div');
  container.style.cssText = `position:fixed;left:-20000px;top:0;width:${widthPx}px;height:${heightPx}px`;
  document.body.append(container);
  const map = createPaperMap(container, content, dotsPerPx);
  try {
    map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
    await once(map, 'style.load');
    applyContent(map, content, { selected: [] }, new Map());
    applyFound(map, content.found);
    const ringed =
      content.found?.kind === 'point' ? [...content.highlight, content.found] : content.highlight;
    setData(map, highlightSource, highlightData(ringed));
    const measured = from.getSource(measureSource);
    if (measured instanceof GeoJSONSource) setData(map, measureSource, await measured.getData());
    await once(map, 'idle');
    if (!showsBins(content)) return { canvas: copyOf(map.getCanvas()), bins: null };
    const before = { signature: '', classes: null };
    const { classes } = refreshBins(map, true, middleLatitude(content.bounds), before);
    await once(map, 'idle');
    return { canvas: copyOf(map.getCanvas()), bins: classes };
  } finally {
    map.remove();
    container.remove();
  }
}

function setData(map: MapLibre, name: string, data: Parameters<GeoJSONSource['setData']>[0]): void {
  const source = map.getSource(name);
  if (source instanceof GeoJSONSource) source.setData(data);
}

function once(map: MapLibre, event: 'style.load' | 'idle'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the picture of the map was not drawn in time')),
      patienceMs,
    );
    map.once(event, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
