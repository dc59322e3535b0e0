// What one map layer consists of, as plain data: where its tiles come from, how it is drawn, what can be picked.
// The style, the updates and the picking are written once over this shape.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { HotspotMethod } from '../../contract/codes.ts';
import type { TileLayer } from '../../contract/delivery.ts';
import type { MapLabel, MapLayerId, MapSelection, MapViewProps } from './map-types.ts';

/** The part of the map's props that decides what is drawn. */
export type MapContent = Pick<
  MapViewProps,
  | 'territory'
  | 'accidentQuery'
  | 'visible'
  | 'opacity'
  | 'accidentView'
  | 'scheme'
  | 'riskRun'
  | 'schoolQuery'
  | 'hotspotRuns'
  | 'selection'
>;

export type TileSource = {
  layer: TileLayer;
  minzoom: number;
  maxzoom: number;
  /** The property that names a feature; uuids do not fit into the numeric id of a vector tile. */
  idProperty?: string;
  /** Query string of the tile address; absent when there is none. */
  query?(content: MapContent): string;
};

export type Properties = Record<string, unknown>;

/** How a feature of one style layer is picked. Areas give way to points under the same finger. */
export type Pickable = {
  styleLayer: string;
  shape: 'point' | 'area';
  selection(properties: Properties): MapSelection;
  /** One line for the chooser. */
  name(properties: Properties, label: MapLabel): string;
};

/** What is said about a feature that cannot be opened: lines of a small box, the first one its name. */
export type Note = {
  styleLayer: string;
  lines(properties: Properties, label: MapLabel, language: MapViewProps['language']): string[];
};

/** The feature that is marked as chosen: `selected` in its feature state. */
export type SelectedFeature = { source: string; sourceLayer: TileLayer; id: string | number };

export type LayerModule = {
  /** The layer that switches it on and off; `basemap` is always visible. */
  id: MapLayerId | 'basemap';
  sources: Record<string, TileSource>;
  /** Drawn in this order over all modules: every module's areas, then all lines, then all points. */
  areas: LayerSpecification[];
  lines: LayerSpecification[];
  points: LayerSpecification[];
  picks: Pickable[];
  notes?: Note[];
  /** Which of its sources are shown at all; absent: all of them while the layer is visible. */
  isShown?(source: string, content: MapContent): boolean;
  /** Zoom levels at which a style layer is drawn, null for never; undefined: as the style says. */
  zoomRange?(styleLayer: string, content: MapContent): readonly [number, number] | null | undefined;
  /** Paint that depends on more than the feature, in place of what the style says. */
  paint?(styleLayer: string, content: MapContent): Readonly<Record<string, unknown>>;
  selected?(selection: MapSelection, content: MapContent): SelectedFeature[];
};

/** "/tiles/…" as an absolute address: the map's worker has no page to resolve it against. */
export function tileAddress(source: TileSource, content: MapContent): string {
  const query = source.query?.(content).replace(/^\?/, '') ?? '';
  const path = `${location.origin}/tiles/${source.layer}/{z}/{x}/{y}`;
  return query === '' ? path : `${path}?${query}`;
}

/** The query that names the shown run of a method; nothing but the method while there is none. */
export function runOf(method: HotspotMethod, { hotspotRuns }: MapContent): string {
  const shown = hotspotRuns.find((each) => each.method === method);
  return new URLSearchParams(shown === undefined ? { method } : { run: shown.run, method }).toString();
}

/** A property as text, '' when absent. */
export function text(properties: Properties, key: string): string {
  const value = properties[key];
  return value === undefined || value === null ? '' : String(value);
}

/** `whenSelected` for the chosen feature, else `otherwise`; only in paint properties. */
export function ifSelected(
  whenSelected: number | string,
  otherwise: number | string | ExpressionSpecification,
): ExpressionSpecification {
  return ['case', ['boolean', ['feature-state', 'selected'], false], whenSelected, otherwise];
}

/** A flag that a tile may carry as boolean, as 0/1 or not at all. */
export function isTrue(key: string): ExpressionSpecification {
  return ['to-boolean', ['coalesce', ['get', key], false]];
}
