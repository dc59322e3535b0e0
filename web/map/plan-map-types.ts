// What the plan map takes from and gives to the editor around it, apart from any map library.
import type { Position } from '../../contract/geometry.ts';
import type { PlanElement, PlanFailure } from '../../contract/plan.ts';
import type { MapScheme } from './map-types.ts';
import type { PlanContextId } from './plan-context-ids.ts';

export type DrawShape = 'point' | 'line' | 'across' | 'rectangle' | 'polygon';

/** Where the middle of the map lies, and how the nearest road runs there (radians from east, null without one). */
export type MapMiddle = {
  place: Position;
  road: { place: Position; angle: number; widthMetres: number } | null;
};

export type PlanMapHandle = {
  /** Ends what is being drawn as it is, if that makes a shape. */
  finish(): void;
  cancel(): void;
  middle(): MapMiddle;
  flyTo(place: Position): void;
  showAll(): void;
  focus(): void;
};

type PlanMapTextKey = 'map' | 'zoom_in' | 'zoom_out' | 'unsupported' | 'loading';

export type PlanMapProps = {
  elements: readonly PlanElement[];
  /** Written beside an element on the map. */
  short(element: PlanElement): string;
  failures: readonly PlanFailure[];
  around: GeoJSON.FeatureCollection;
  hidden: ReadonlySet<PlanContextId>;
  scheme: MapScheme;
  centre: Position;
  selected: string | null;
  /** Whether what is selected may be changed. */
  mayDraw: boolean;
  /** What is being drawn; null: selecting. */
  drawing: DrawShape | null;
  hasSnap: boolean;
  /** Pixels that a sheet covers from below. */
  covered: number;
  label(key: PlanMapTextKey): string;
  /** A number of metres with one decimal, "7,2". */
  decimal(metres: number): string;
  credits: readonly string[];
  onSelect(id: string | null): void;
  onFailure(index: number): void;
  onDrawn(geometry: PlanElement['geometry']): void;
  onEdited(id: string, geometry: PlanElement['geometry']): void;
  /** A key typed on the map that the map itself has no use for. */
  onKey(key: string): void;
  onHandle(handle: PlanMapHandle | null): void;
};
