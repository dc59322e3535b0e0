// A map on which one place is chosen by a tap, or by keys with the cross in its middle; suggestions stand as rings.
import type { LayerSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import type { Position } from '../../contract/geometry.ts';
import { accent } from './colours.ts';
import styles from './place-map.module.css';
import { type Box, noShapes, type Shapes, SmallMap, type SmallMapWords } from './small-map.tsx';

const layers: LayerSpecification[] = [
  {
    id: 'suggested-ring',
    type: 'circle',
    source: 'suggested',
    paint: {
      'circle-radius': 15,
      'circle-color': '#f2b632',
      'circle-opacity': 0.35,
      'circle-stroke-color': '#6b4a00',
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'chosen-dot',
    type: 'circle',
    source: 'chosen',
    paint: {
      'circle-radius': 9,
      'circle-color': accent,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 3,
    },
  },
];
const sources = { suggested: noShapes(), chosen: noShapes() };

type Props = {
  words: SmallMapWords;
  box: Box;
  suggested: readonly Position[];
  chosen: Position | null;
  credits: readonly string[];
  onChoose(place: Position): void;
  onCentre(place: Position): void;
};

/** Six decimals are about 0.1 m. */
const position = (longitude: number, latitude: number): Position => [
  Number(longitude.toFixed(6)),
  Number(latitude.toFixed(6)),
];

export function PlaceMap({ words, box, suggested, chosen, credits, onChoose, onCentre }: Props) {
  const shapes = useMemo(
    () => ({ suggested: pointsOf(suggested), chosen: pointsOf(chosen === null ? [] : [chosen]) }),
    [suggested, chosen],
  );
  return (
    <div className={styles.frame}>
      <SmallMap
        words={words}
        box={box}
        sources={sources}
        layers={layers}
        shapes={shapes}
        credits={credits}
        height="high"
        onTap={({ longitude, latitude }) => onChoose(position(longitude, latitude))}
        onCentre={({ longitude, latitude }) => onCentre(position(longitude, latitude))}
      />
      <span className={styles.cross} aria-hidden />
    </div>
  );
}

function pointsOf(places: readonly Position[]): Shapes {
  return {
    type: 'FeatureCollection',
    features: places.map((coordinates) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates },
    })),
  };
}
