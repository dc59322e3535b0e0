// Proposed accident clusters of one run per method. The methods differ by shape, not only by colour:
// the legal rule is a diamond on a strongly outlined area, density clustering a broken circle on a broken outline.
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { HotspotMethod } from '../../contract/codes.ts';
import { accent, base, hotspotColour } from './colours.ts';
import { semiBold } from './fonts.ts';
import { ifSelected, type LayerModule, type Pickable, type TileSource, text } from './layer-module.ts';

const isArea: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
const isAnchor: FilterSpecification = ['==', ['geometry-type'], 'Point'];

type Parts = {
  source: string;
  tiles: TileSource;
  areas: LayerSpecification[];
  points: LayerSpecification[];
  picks: Pickable[];
};

function parts(method: HotspotMethod): Parts {
  const source = `hotspots-${method}`;
  const isRule = method === 'legal_rule';
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
      query: ({ hotspotRuns }) => {
        const shown = hotspotRuns.find((each) => each.method === method);
        if (shown === undefined) return new URLSearchParams({ method }).toString();
        return new URLSearchParams({ run: shown.run, method, nearMiss: String(shown.nearMiss) }).toString();
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
          'line-width': ifSelected(4, isRule ? 2.2 : 2),
          ...(isRule ? {} : { 'line-dasharray': [0.4, 2.2] }),
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

// The legal rule is drawn last, over density clusters of the same place.
const dbscan = parts('dbscan');
const rule = parts('legal_rule');

export const hotspotsLayer: LayerModule = {
  id: 'hotspots',
  sources: { [dbscan.source]: dbscan.tiles, [rule.source]: rule.tiles },
  areas: [...dbscan.areas, ...rule.areas],
  lines: [],
  points: [...dbscan.points, ...rule.points],
  picks: [...dbscan.picks, ...rule.picks],
  isShown: (source, { hotspotRuns }) => hotspotRuns.some(({ method }) => source === `hotspots-${method}`),
  selected: (selection, { hotspotRuns }) => {
    if (selection?.kind !== 'hotspot') return [];
    const run = hotspotRuns.find((each) => each.run === selection.run);
    return run === undefined
      ? []
      : [{ source: `hotspots-${run.method}`, sourceLayer: 'hotspots', id: selection.number }];
  },
};
