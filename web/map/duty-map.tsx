// A map to look at: one place, and stretches of way still to walk, the next of them strongest.
import type { LayerSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import type { LineString, Position } from '../../contract/geometry.ts';
import { boxOf } from './boxes.ts';
import { accent } from './colours.ts';
import { noShapes, SmallMap, type SmallMapWords } from './small-map.tsx';

const layers: LayerSpecification[] = [
  {
    id: 'way-edge',
    type: 'line',
    source: 'ways',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': ['case', ['get', 'next'], 11, 7] },
  },
  {
    id: 'way',
    type: 'line',
    source: 'ways',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': ['case', ['get', 'next'], '#b3191f', '#d9822b'],
      'line-width': ['case', ['get', 'next'], 7, 4],
    },
  },
  {
    id: 'place',
    type: 'circle',
    source: 'place',
    paint: {
      'circle-radius': 9,
      'circle-color': accent,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 3,
    },
  },
];
const sources = { ways: noShapes(), place: noShapes() };

/** Degrees around a single place: some 200 m. */
const AROUND_DEGREES = 0.002;

type Props = {
  words: SmallMapWords;
  credits: readonly string[];
  place: Position | null;
  /** The first is the next to walk. */
  ways: readonly LineString[];
};

export function DutyMap({ words, credits, place, ways }: Props) {
  const shapes = useMemo(
    () => ({
      // The next one last, so that it lies on top.
      ways: collection(ways.map((way, i) => ({ geometry: way, properties: { next: i === 0 } })).reverse()),
      place: collection(
        place === null ? [] : [{ geometry: { type: 'Point', coordinates: place }, properties: {} }],
      ),
    }),
    [ways, place],
  );
  const box = useMemo(() => {
    const places = ways.flatMap(({ coordinates }) => coordinates);
    if (place === null) return boxOf(places);
    const [longitude, latitude] = place;
    return boxOf([
      [longitude - AROUND_DEGREES, latitude - AROUND_DEGREES],
      [longitude + AROUND_DEGREES, latitude + AROUND_DEGREES],
      ...places,
    ]);
  }, [ways, place]);
  if (box === null) return null;
  return (
    <SmallMap words={words} box={box} sources={sources} layers={layers} shapes={shapes} credits={credits} />
  );
}

function collection(
  shapes: readonly { geometry: GeoJSON.Geometry; properties: GeoJSON.GeoJsonProperties }[],
): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shapes.map((shape) => ({ type: 'Feature', ...shape })),
  };
}
