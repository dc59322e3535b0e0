// Two runs on one map: the areas of the run before with a broken outline, those of the run after with a firm one, and on
// each place a sign of what changed.
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import type { ComparedHotspot, PlaceChange } from '../../contract/comparison.ts';
import type { Position } from '../../contract/geometry.ts';
import type { Run } from '../../contract/run.ts';
import { boxOf } from './boxes.ts';
import { changeMarks } from './change-marks.ts';
import { semiBold } from './fonts.ts';
import { type Box, noShapes, type Shapes, SmallMap, type SmallMapWords } from './small-map.tsx';

type Props = {
  words: SmallMapWords;
  before: Run;
  after: Run;
  /** The places to show, each by its index in the comparison. */
  places: readonly { index: number; place: ComparedHotspot }[];
  open: number | null;
  credits: readonly string[];
  /** Looked at while there is no place. */
  home: Box;
  onOpen(index: number | null): void;
};

export function CompareMap({ words, before, after, places, open, credits, home, onOpen }: Props) {
  // Names of layers and addresses of tiles depend on the two runs only.
  const parts = useMemo(() => partsOf(before, after), [before, after]);
  const shapes = useMemo(() => ({ signs: signsOf(places, open) }), [places, open]);
  const box = useMemo(() => {
    const shown = places.find(({ index }) => index === open);
    const some = shown === undefined ? places : [shown];
    return boxOf(some.flatMap(({ place }) => anchorsOf(place))) ?? home;
  }, [places, open, home]);
  return (
    <SmallMap
      key={`${before.id} ${after.id}`}
      words={words}
      box={box}
      sources={parts.sources}
      layers={parts.layers}
      shapes={shapes}
      credits={credits}
      height="high"
      onTap={(_, found) => {
        const index = found.find((each) => each.index !== undefined)?.index;
        onOpen(index === undefined ? null : Number(index));
      }}
    />
  );
}

function partsOf(
  before: Run,
  after: Run,
): {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
} {
  return {
    sources: { before: tilesOf(before), after: tilesOf(after), signs: noShapes() },
    layers: [...areas('before', '#4b525b', [2.2, 1.6]), ...areas('after', '#8c1d40', null), ...signLayers],
  };
}

function tilesOf(run: Run): SourceSpecification {
  const query = new URLSearchParams({ run: run.id, method: String(run.parameters.method) });
  return {
    type: 'vector',
    tiles: [`${location.origin}/tiles/hotspots/{z}/{x}/{y}?${query}`],
    minzoom: 5,
    maxzoom: 14,
  };
}

function areas(source: string, colour: string, dash: [number, number] | null): LayerSpecification[] {
  const from = { source, 'source-layer': 'hotspots' };
  const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
  return [
    {
      id: `${source}-area`,
      type: 'fill',
      ...from,
      filter: isArea,
      paint: { 'fill-color': colour, 'fill-opacity': 0.1 },
    },
    {
      id: `${source}-outline`,
      type: 'line',
      ...from,
      filter: isArea,
      paint: {
        'line-color': colour,
        'line-width': 2.4,
        ...(dash === null ? {} : { 'line-dasharray': dash }),
      },
    },
  ];
}

const changes: readonly PlaceChange[] = ['same', 'changed', 'moved', 'gone', 'new'];
const fillOf: ExpressionSpecification = changes.reduce<ExpressionSpecification>(
  (otherwise, change) => ['case', ['==', ['get', 'change'], change], changeMarks[change].fill, otherwise],
  ['literal', changeMarks.same.fill],
);

const signLayers: LayerSpecification[] = [
  {
    id: 'moves',
    type: 'line',
    source: 'signs',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': changeMarks.moved.fill, 'line-width': 2, 'line-dasharray': [1, 1.2] },
  },
  {
    id: 'sign-disc',
    type: 'circle',
    source: 'signs',
    filter: ['==', ['geometry-type'], 'Point'],
    layout: { 'circle-sort-key': ['get', 'order'] },
    paint: {
      'circle-radius': ['case', ['get', 'isOpen'], 15, 10],
      'circle-color': fillOf,
      'circle-stroke-color': ['case', ['get', 'isOpen'], '#1b1f27', '#ffffff'],
      'circle-stroke-width': ['case', ['get', 'isOpen'], 3, 1.5],
    },
  },
  {
    id: 'sign-text',
    type: 'symbol',
    source: 'signs',
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'text-field': ['get', 'sign'],
      'text-font': semiBold,
      'text-size': 16,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#ffffff' },
  },
];

function anchorsOf({ before, after }: ComparedHotspot): Position[] {
  return [before, after].flatMap((side) => (side === null ? [] : [side.anchor.coordinates]));
}

/** The sign stands where the place is now, or was; a line leads from where a moved one was. */
function signsOf(places: Props['places'], open: number | null): Shapes {
  return {
    type: 'FeatureCollection',
    features: places.flatMap(({ index, place }): Shapes['features'] => {
      const anchors = anchorsOf(place);
      const anchor = anchors.at(-1);
      if (anchor === undefined) return [];
      const { change } = place;
      const properties = {
        index,
        change,
        sign: changeMarks[change].sign,
        isOpen: index === open,
        order: changes.indexOf(change),
      };
      const sign = {
        type: 'Feature' as const,
        properties,
        geometry: { type: 'Point' as const, coordinates: anchor },
      };
      if (change !== 'moved') return [sign];
      return [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: anchors } }, sign];
    }),
  };
}
