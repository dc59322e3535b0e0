// Proposed accident clusters of one run per method. The methods differ by shape, not only by colour: the legal rule is
// a solid diamond on a firmly outlined area, every other method a hollow sign of its own.
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { HotspotMethod } from '../../contract/codes.ts';
import { accent, base, hotspotColour } from './colours.ts';
import { semiBold } from './fonts.ts';
import { ifSelected, type LayerModule, type Pickable, runOf, type TileSource, text } from './layer-module.ts';

const isArea: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
const isAnchor: FilterSpecification = ['==', ['geometry-type'], 'Point'];

type Parts = {
  source: string;
  tiles: TileSource;
  areas: LayerSpecification[];
  points: LayerSpecification[];
  picks: Pickable[];
};

/** Clusters without a shape of their own have a broken outline; roads, rules and cells a firm one. */
const dashes: Partial<Record<HotspotMethod, readonly [number, number]>> = {
  dbscan: [0.4, 2.2],
  hdbscan: [0.1, 3],
};

function parts(method: HotspotMethod): Parts {
  const source = `hotspots-${method}`;
  const isRule = method === 'legal_rule';
  const dash = dashes[method];
  const from = { source, 'source-layer': 'hotspots' };
  const selection: Pickable['selection'] = (properties) => ({
    kind: 'hotspot',
    run: text(properties, 'run'),
    number: Number(properties.number),
  });
  const name: Pickable['name'] = (properties, label) =>
    `${label(`hotspot.${method}`)} ${text(properties, 'number')} · ${text(properties, 'accidents')} ${label('chooser.accidents')}`;
  return {
    source,
    tiles: {
      layer: 'hotspots',
      minzoom: 5,
      maxzoom: 14,
      idProperty: 'number',
      query: (content) => {
        const shown = content.hotspotRuns.find((each) => each.method === method);
        return `${runOf(method, content)}${shown?.nearMiss === true ? '&nearMiss=true' : ''}`;
      },
    },
    areas: [
      {
        id: `${source}-area`,
        type: 'fill',
        ...from,
        minzoom: 11,
        filter: isArea,
        paint: { 'fill-color': hotspotColour, 'fill-opacity': ifSelected(0.22, isRule ? 0.1 : 0.06) },
      },
      {
        id: `${source}-outline`,
        type: 'line',
        ...from,
        minzoom: 11,
        filter: isArea,
        layout: isRule ? { 'line-join': 'miter' } : { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': hotspotColour,
          'line-width': ifSelected(4, isRule ? 2.2 : 1.6),
          ...(dash === undefined ? {} : { 'line-dasharray': [...dash] }),
        },
      },
    ],
    points: [
      {
        id: `${source}-selected`,
        type: 'circle',
        ...from,
        filter: isAnchor,
        paint: {
          'circle-radius': 20,
          'circle-color': accent,
          'circle-opacity': ifSelected(0.25, 0),
          'circle-stroke-color': accent,
          'circle-stroke-width': 2.5,
          'circle-stroke-opacity': ifSelected(1, 0),
        },
      },
      {
        id: `${source}-anchor`,
        type: 'symbol',
        ...from,
        filter: isAnchor,
        layout: {
          'icon-image': [
            'concat',
            `hotspot-${method}`,
            ['case', ['==', ['get', 'status'], 'near_miss'], '-near_miss', ''],
          ],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.45, 11, 0.75, 14, 1],
          'icon-allow-overlap': true,
          'symbol-sort-key': ['to-number', ['get', 'accidents'], 0],
          'text-field': ['step', ['zoom'], '', 11, ['to-string', ['get', 'accidents']]],
          'text-font': semiBold,
          'text-size': ['interpolate', ['linear'], ['zoom'], 11, 9, 14, 12],
          'text-allow-overlap': true,
        },
        paint: {
          'text-color':
            method === 'legal_rule'
              ? ['case', ['==', ['get', 'status'], 'near_miss'], hotspotColour, base.white]
              : hotspotColour,
        },
      },
    ],
    picks: [
      { styleLayer: `${source}-anchor`, shape: 'point', selection, name },
      { styleLayer: `${source}-area`, shape: 'area', selection, name },
    ],
  };
}

// The legal rule is drawn last, over what other methods find at the same place.
const all = HotspotMethod.options.toReversed().map(parts);

export const hotspotsLayer: LayerModule = {
  id: 'hotspots',
  sources: Object.fromEntries(all.map(({ source, tiles }) => [source, tiles])),
  areas: all.flatMap(({ areas }) => areas),
  lines: [],
  points: all.flatMap(({ points }) => points),
  picks: all.flatMap(({ picks }) => picks),
  isShown: (source, { hotspotRuns }) => hotspotRuns.some(({ method }) => source === `hotspots-${method}`),
  selected: (selection, { hotspotRuns }) => {
    if (selection?.kind !== 'hotspot') return [];
    const run = hotspotRuns.find((each) => each.run === selection.run);
    return run === undefined
      ? []
      : [{ source: `hotspots-${run.method}`, sourceLayer: 'hotspots', id: selection.number }];
  },
};
