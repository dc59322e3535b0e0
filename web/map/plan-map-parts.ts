// Parts of the plan map without state: filling its sources, what lies under a finger, what a corner snaps to, where the
// middle is.
import type { GeoJSONSource, MapGeoJSONFeature, Map as MapLibre } from 'maplibre-gl';
import type { RefObject } from 'react';
import type { SnapToCustom } from 'terra-draw';
import type { Position } from '../../contract/geometry.ts';
import type { PlanFailure } from '../../contract/plan.ts';
import { failureLayer, pickLayers } from './plan-layers.ts';
import type { MapMiddle, PlanMapProps } from './plan-map-types.ts';
import { placesOf } from './plan-sketch.ts';
import { type Px, snapped, snapReachPx } from './plan-snap.ts';
import { roadLayer, roadWidthMetres } from './plan-style.ts';

export function setShapes(map: MapLibre, source: string, data: GeoJSON.FeatureCollection): void {
  map.getSource<GeoJSONSource>(source)?.setData(data);
}

/** Marks of the rules that are broken at a place; those of the selected element are larger. */
export function failureFeatures(
  failures: readonly PlanFailure[],
  selected: string | null,
): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: failures.flatMap(({ place, severity, elementIds }, index) =>
      place === null
        ? []
        : [
            {
              type: 'Feature' as const,
              geometry: place,
              properties: { index, severity, chosen: selected !== null && elementIds.includes(selected) },
            },
          ],
    ),
  };
}

type Picked = { kind: 'failure'; index: number } | { kind: 'element'; id: string };

/** What is meant at a point of the screen: marks first, then points, lines and areas. */
export function pickedAt(map: MapLibre, { x, y }: Px, reachPx: number): Picked | null {
  const found = map.queryRenderedFeatures(
    [
      [x - reachPx, y - reachPx],
      [x + reachPx, y + reachPx],
    ],
    { layers: [failureLayer, ...pickLayers] },
  );
  const mark = found.find(({ layer }) => layer.id === failureLayer);
  if (mark !== undefined) return { kind: 'failure', index: Number(mark.properties.index) };
  for (const layer of pickLayers) {
    const hit = found.find((feature) => feature.layer.id === layer);
    if (hit !== undefined) return { kind: 'element', id: String(hit.properties.id) };
  }
  return null;
}

function pxOf(map: MapLibre, [lon = 0, lat = 0]: readonly number[]): Px {
  const { x, y } = map.project([lon, lat]);
  return { x, y };
}

function linesOf({ geometry }: MapGeoJSONFeature): Position[][] {
  const place = ([lon = 0, lat = 0]: readonly number[]): Position => [lon, lat];
  if (geometry.type === 'LineString') return [geometry.coordinates.map(place)];
  return geometry.type === 'MultiLineString' ? geometry.coordinates.map((line) => line.map(place)) : [];
}

type RoadNear = { line: Px[]; halfPx: number; widthMetres: number };

/** Roads drawn near a point of the screen. */
function roadsNear(map: MapLibre, { x, y }: Px, reachPx: number): RoadNear[] {
  const { lat } = map.getCenter();
  const pxPerMetre = 2 ** map.getZoom() / (78_271.517 * Math.cos((lat * Math.PI) / 180));
  return map
    .queryRenderedFeatures(
      [
        [x - reachPx, y - reachPx],
        [x + reachPx, y + reachPx],
      ],
      { layers: [roadLayer] },
    )
    .flatMap((feature) => {
      const widthMetres = roadWidthMetres(feature.properties.class);
      return linesOf(feature).map((line) => ({
        line: line.map((place) => pxOf(map, place)),
        halfPx: (widthMetres * pxPerMetre) / 2,
        widthMetres,
      }));
    });
}

/** What a drawn corner snaps to: gates, other elements, roads and their kerbs; nothing while snapping is off. */
export function snapper(map: MapLibre, latest: RefObject<PlanMapProps>): SnapToCustom {
  return ({ lng, lat }) => {
    const { hasSnap, elements, selected, drawing, around } = latest.current;
    if (!hasSnap) return undefined;
    const at = pxOf(map, [lng, lat]);
    const others = elements.filter(({ id }) => drawing !== null || id !== selected);
    const shapes = others.map((element) => placesOf(element).map((place) => pxOf(map, place)));
    const gates = around.features.flatMap(({ geometry, properties }) =>
      geometry.type === 'Point' && properties?.kind === 'gate' ? [pxOf(map, geometry.coordinates)] : [],
    );
    const kerbs = around.features.flatMap(({ geometry, properties }) =>
      geometry.type === 'LineString' && properties?.kind === 'kerb'
        ? [geometry.coordinates.map((place) => pxOf(map, place))]
        : [],
    );
    const place = snapped(at, {
      corners: [...gates, ...shapes.flat()],
      edges: [...shapes.filter(({ length }) => length > 1), ...kerbs],
      roads: roadsNear(map, at, snapReachPx),
    });
    if (place === null) return undefined;
    const { lng: lon, lat: north } = map.unproject([place.x, place.y]);
    return [Number(lon.toFixed(9)), Number(north.toFixed(9))];
  };
}

/** The middle of the uncovered part, and the road nearest to it. */
export function middleOfMap(map: MapLibre, covered: number): MapMiddle {
  const { clientWidth, clientHeight } = map.getContainer();
  const at: Px = { x: clientWidth / 2, y: (clientHeight - covered) / 2 };
  const placeOf = ({ x, y }: Px): Position => {
    const { lng, lat } = map.unproject([x, y]);
    return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  };
  let best: { at: Px; angle: number; widthMetres: number; gap: number } | null = null;
  for (const { line, widthMetres } of roadsNear(map, at, Math.min(clientWidth, clientHeight) / 2)) {
    for (const [i, to] of line.entries()) {
      const from = line[i - 1];
      if (from === undefined) continue;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const length2 = dx * dx + dy * dy;
      if (length2 === 0) continue;
      const t = Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length2));
      const near = { x: from.x + t * dx, y: from.y + t * dy };
      const gap = Math.hypot(near.x - at.x, near.y - at.y);
      // The screen's y runs down.
      if (best === null || gap < best.gap) best = { at: near, angle: Math.atan2(-dy, dx), widthMetres, gap };
    }
  }
  return {
    place: placeOf(at),
    road: best && { place: placeOf(best.at), angle: best.angle, widthMetres: best.widthMetres },
  };
}
