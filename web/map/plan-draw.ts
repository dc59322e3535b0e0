// Drawing and changing shapes by hand with terra-draw, loaded when a person first draws. It holds only the shape in hand:
// the plan itself stays where the editor keeps it.
import type { Map as MapLibre } from 'maplibre-gl';
import {
  type GeoJSONStoreFeatures,
  type HexColor,
  type SnapToCustom,
  TerraDraw,
  TerraDrawAngledRectangleMode,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Position } from '../../contract/geometry.ts';
import type { PlanElement } from '../../contract/plan.ts';
import type { DrawShape } from './plan-map-types.ts';
import { penColour } from './plan-pen.ts';

type Geometry = PlanElement['geometry'];

export type Drawer = {
  /** Starts a new shape; null goes back to changing the one in hand. */
  draw(shape: DrawShape | null): void;
  /** Takes a shape in hand; null puts it down. */
  hold(geometry: Geometry | null): void;
  finish(): void;
  cancel(): void;
  stop(): void;
};

type Hands = {
  snapTo: SnapToCustom;
  onDrawn(geometry: Geometry): void;
  /** Corners set so far of what is being drawn, the one under a moving hand included; none when nothing is. */
  onPen(corners: readonly Position[], isArea: boolean): void;
  /** While a corner is dragged, and once more with `isDone` when it is let go. */
  onEdited(geometry: Geometry, isDone: boolean): void;
};

const pen: HexColor = penColour;
const white: HexColor = '#ffffff';
const handles = {
  selectedPolygonColor: pen,
  selectedPolygonFillOpacity: 0.08,
  selectedPolygonOutlineColor: pen,
  selectedPolygonOutlineWidth: 2.5,
  selectedLineStringColor: pen,
  selectedLineStringWidth: 3,
  selectedPointColor: pen,
  selectedPointWidth: 9,
  selectedPointOpacity: 0.35,
  selectedPointOutlineColor: pen,
  selectedPointOutlineWidth: 2.5,
  selectionPointColor: white,
  selectionPointWidth: 7,
  selectionPointOutlineColor: pen,
  selectionPointOutlineWidth: 3,
  midPointColor: pen,
  midPointWidth: 4.5,
  midPointOutlineColor: white,
  midPointOutlineWidth: 1.5,
} as const;
const fresh = {
  fillColor: pen,
  fillOpacity: 0.12,
  outlineColor: pen,
  outlineWidth: 2.5,
  closingPointColor: white,
  closingPointWidth: 7,
  closingPointOutlineColor: pen,
  closingPointOutlineWidth: 3,
  snappingPointColor: pen,
  snappingPointWidth: 6,
} as const;
const freshLine = {
  lineStringColor: pen,
  lineStringWidth: 3.5,
  closingPointColor: white,
  closingPointWidth: 7,
  closingPointOutlineColor: pen,
  closingPointOutlineWidth: 3,
  snappingPointColor: pen,
  snappingPointWidth: 6,
} as const;

/** Modes by the shape drawn; a line across a road has two ends and no more. */
const modeOf: Record<DrawShape, string> = {
  point: 'point',
  line: 'linestring',
  across: 'across',
  rectangle: 'angled-rectangle',
  polygon: 'polygon',
};

export function startDrawing(map: MapLibre, { snapTo, onDrawn, onPen, onEdited }: Hands): Drawer {
  const snapping = { toCustom: snapTo };
  const coordinates = { draggable: true, midpoints: true, deletable: true, snappable: { toCustom: snapTo } };
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawSelectMode({
        allowManualSelection: false,
        allowManualDeselection: false,
        keyEvents: null,
        pointerDistance: 24,
        flags: {
          point: { feature: { draggable: true } },
          linestring: { feature: { draggable: true, coordinates } },
          polygon: { feature: { draggable: true, coordinates } },
        },
        styles: handles,
      }),
      new TerraDrawPointMode({ styles: { pointColor: pen, pointWidth: 8 } }),
      new TerraDrawLineStringMode({ snapping, styles: freshLine }),
      new TerraDrawLineStringMode({
        modeName: 'across',
        snapping,
        styles: freshLine,
        finishOnNthCoordinate: 2,
      }),
      new TerraDrawPolygonMode({
        snapping,
        styles: fresh,
        // An area that crosses itself is none; on the way to the next corner it may.
        validation: (feature, { updateType }) =>
          String(updateType) === 'provisional' ? { valid: true } : ValidateNotSelfIntersecting(feature),
      }),
      new TerraDrawAngledRectangleMode({ styles: fresh }),
    ],
  });
  draw.start();
  draw.setMode('select');
  let held: string | number | null = null;

  draw.on('finish', (id, { action }) => {
    const geometry = geometryOf(draw.getSnapshotFeature(id));
    if (action !== 'draw') {
      if (id === held && geometry !== null) onEdited(geometry, true);
      return;
    }
    draw.removeFeatures([id]);
    onPen([], false);
    if (geometry !== null) onDrawn(geometry);
  });
  const tellPen = (): void => {
    const mode = draw.getMode();
    const drawn = draw.getSnapshot().find(({ properties }) => properties.mode === mode)?.geometry;
    if (drawn?.type === 'LineString') onPen(apart(drawn.coordinates), false);
    else if (drawn?.type === 'Polygon') onPen(apart((drawn.coordinates[0] ?? []).slice(0, -1)), true);
    else onPen([], false);
  };
  draw.on('change', (ids, type, context) => {
    if (draw.getMode() !== 'select') {
      tellPen();
      return;
    }
    if (type !== 'update' || held === null || !ids.includes(held)) return;
    if (context !== undefined && 'origin' in context) return;
    const geometry = geometryOf(draw.getSnapshotFeature(held));
    if (geometry !== null) onEdited(geometry, false);
  });

  const press = (key: string) =>
    map.getCanvas().dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true }));
  return {
    draw: (shape) => {
      onPen([], false);
      draw.setMode(shape === null ? 'select' : modeOf[shape]);
    },
    hold: (geometry) => {
      if (held !== null && draw.hasFeature(held)) {
        draw.deselectFeature(held);
        draw.removeFeatures([held]);
      }
      held = null;
      if (geometry === null) return;
      const [added] = draw.addFeatures([storeFeature(geometry)]);
      if (added?.id === undefined || !added.valid) return;
      held = added.id;
      draw.selectFeature(held);
    },
    finish: () => press('Enter'),
    cancel: () => press('Escape'),
    stop: () => draw.stop(),
  };
}

function storeFeature(geometry: Geometry): GeoJSONStoreFeatures {
  const mode = { Point: 'point', LineString: 'linestring', Polygon: 'polygon' }[geometry.type];
  return { type: 'Feature', geometry, properties: { mode } };
}

/** Places without those that lie on the one before: a corner under the hand that has not moved yet. */
function apart(places: readonly (readonly number[])[]): Position[] {
  return places.flatMap(([lon = 0, lat = 0], i): Position[] => {
    const before = places[i - 1];
    return before?.[0] === lon && before[1] === lat ? [] : [[lon, lat]];
  });
}

/** Coordinates with seven decimals, as the contract's places have them; null for what is no shape yet. */
function geometryOf(feature: GeoJSONStoreFeatures | undefined): Geometry | null {
  if (feature === undefined) return null;
  const { geometry } = feature;
  const place = ([lon = 0, lat = 0]: readonly number[]): Position => [
    Math.round(lon * 1e7) / 1e7,
    Math.round(lat * 1e7) / 1e7,
  ];
  if (geometry.type === 'Point') return { type: 'Point', coordinates: place(geometry.coordinates) };
  if (geometry.type === 'LineString') {
    return geometry.coordinates.length < 2
      ? null
      : { type: 'LineString', coordinates: geometry.coordinates.map(place) };
  }
  const [ring = []] = geometry.coordinates;
  return ring.length < 4 ? null : { type: 'Polygon', coordinates: [ring.map(place)] };
}
