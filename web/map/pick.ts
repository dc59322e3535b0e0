// What lies under a finger, a mouse or the cross-hair of the keyboard.
import type { Map as MapLibre, PointLike } from 'maplibre-gl';
import type { Pickable } from './layer-module.ts';
import type { MapLabel, MapSelection, MapViewProps } from './map-types.ts';
import { layerModules } from './style.ts';

export type Candidate = {
  key: string;
  name: string;
  selection: NonNullable<MapSelection>;
  shape: Pickable['shape'];
};

const picks = layerModules.flatMap((module) => module.picks);
const notes = layerModules.flatMap((module) => module.notes ?? []);

function keyOf(selection: NonNullable<MapSelection>): string {
  return selection.kind === 'hotspot'
    ? `hotspot ${selection.run} ${selection.number}`
    : `${selection.kind} ${selection.id}`;
}

/**
 * Everything that can be chosen within `reachPx` of a point of the map, topmost first, each thing once.
 * Points win over areas and lines: a school within a hotspot's area is chosen without a question.
 */
export function candidatesAt(
  map: MapLibre,
  point: { x: number; y: number },
  reachPx: number,
  label: MapLabel,
): Candidate[] {
  const box: [PointLike, PointLike] = [
    [point.x - reachPx, point.y - reachPx],
    [point.x + reachPx, point.y + reachPx],
  ];
  const layers = picks.map((pick) => pick.styleLayer).filter((layer) => map.getLayer(layer) !== undefined);
  const found = new Map<string, Candidate>();
  for (const feature of map.queryRenderedFeatures(box, { layers })) {
    const pick = picks.find(({ styleLayer }) => styleLayer === feature.layer.id);
    const selection = pick?.selection(feature.properties);
    if (pick === undefined || selection === undefined || selection === null) continue;
    const key = keyOf(selection);
    if (found.has(key)) continue;
    found.set(key, { key, selection, shape: pick.shape, name: pick.name(feature.properties, label) });
  }
  const all = [...found.values()];
  const points = all.filter(({ shape }) => shape === 'point');
  return points.length > 0 ? points : all;
}

/** What is said about the ground itself at a point, null where nothing is. */
export function noteAt(
  map: MapLibre,
  point: { x: number; y: number },
  { label, language }: Pick<MapViewProps, 'label' | 'language'>,
): string[] | null {
  const layers = notes.map((note) => note.styleLayer).filter((layer) => map.getLayer(layer) !== undefined);
  const [feature] = map.queryRenderedFeatures([point.x, point.y], { layers });
  const note = notes.find(({ styleLayer }) => styleLayer === feature?.layer.id);
  return feature === undefined || note === undefined ? null : note.lines(feature.properties, label, language);
}
