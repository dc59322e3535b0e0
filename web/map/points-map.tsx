// Where the records of a trial lie: new ones, changed ones, equal ones and refused ones, by colour and by form.
import type { LayerSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import type { TriedPlace } from '../../contract/batch.ts';
import { boxOf } from './boxes.ts';
import { semiBold } from './fonts.ts';
import { noShapes, SmallMap, type SmallMapWords } from './small-map.tsx';
import { triedColours } from './tried-colours.ts';

const source = 'tried';
const layers: LayerSpecification[] = [
  {
    id: 'tried-dot',
    type: 'circle',
    source,
    filter: ['!=', ['get', 'state'], 'refused'],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 3, 14, 6],
      'circle-color': [
        'match',
        ['get', 'state'],
        'new',
        triedColours.new,
        'changed',
        triedColours.changed,
        triedColours.same,
      ],
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.2,
    },
  },
  {
    id: 'tried-cross',
    type: 'symbol',
    source,
    filter: ['==', ['get', 'state'], 'refused'],
    layout: {
      'text-field': '×',
      'text-font': semiBold,
      'text-size': 26,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': triedColours.refused, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
  },
];
const sources = { [source]: noShapes() };

type Props = {
  places: readonly TriedPlace[];
  words: SmallMapWords;
  credits: readonly string[];
  /** The records under a tap, by line of the file; null for none. */
  onPick(lines: number[]): void;
};

export function PointsMap({ places, words, credits, onPick }: Props) {
  const shapes = useMemo(
    () => ({
      [source]: {
        type: 'FeatureCollection' as const,
        features: places.map(({ line, at, state }) => ({
          type: 'Feature' as const,
          properties: { line, state },
          geometry: { type: 'Point' as const, coordinates: at },
        })),
      },
    }),
    [places],
  );
  const box = useMemo(() => boxOf(places.map(({ at }) => at)), [places]);
  if (box === null) return null;
  return (
    <SmallMap
      words={words}
      box={box}
      sources={sources}
      layers={layers}
      shapes={shapes}
      credits={credits}
      onTap={(_, found) => onPick([...new Set(found.map((each) => Number(each.line)))])}
    />
  );
}
