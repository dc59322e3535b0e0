// Elements of a gate plan whose drawing is no shape, or none of their kind.

const hours = { from: '06:30', to: '07:15' };
const areas: Record<string, object> = {
  pick_up_bay: { placement: 'roadside', vehicles: 'cars', places: 4 },
  class_queue: { classes: '1A', pupils: 30 },
  motorbike_rows: { placement: 'roadside', rows: 2, rowMetres: 10 },
  refuge: { widthMetres: 2 },
  bus_bay: { placement: 'roadside', buses: 1 },
  keeping_area: { placement: 'off_road', places: 20 },
};
const lines: Record<string, object> = {
  no_stopping_line: { hours: 'always' },
  crossing: { widthMetres: 4, lanes: null, hasSignal: false },
  raised_crossing: { widthMetres: 4 },
  hump: { heightCentimetres: 8, lengthMetres: 4 },
  footpath: { widthMetres: 2, isCleared: true },
  guard_rail: {},
  barrier_hours: { hours },
  one_way_hours: { hours },
  speed_zone: { speedKmh: 30, isCalmed: false, hours: 'always' },
};
const points: Record<string, object> = {
  lighting: {},
  camera: {},
  sign: { code: 'W.225', facingDegrees: 0 },
  team_post: { team: 'youth', hours, people: 2 },
};
/** Far more corners than a hand draws; fewer than a request may hold. */
const many = Array.from({ length: 400 }, (_, i) => [108.7 + i / 1e6, 15]);
const at = (...places: (readonly unknown[])[]) => places;
const wrongLines: [string, object, string][] = [
  ['without places', { type: 'LineString', coordinates: [] }, 'bad-input'],
  ['of one place', { type: 'LineString', coordinates: at([108.7, 15], [108.7, 15]) }, 'bad-geometry'],
  ['with no number', { type: 'LineString', coordinates: at([108.7, Number.NaN], [108.7, 15]) }, 'bad-input'],
  ['with latitude first', { type: 'LineString', coordinates: at([15, 108.7], [15.1, 108.7]) }, 'bad-input'],
  ['of a polygon', { type: 'Polygon', coordinates: at(many) }, 'bad-input'],
  ['of 400 corners', { type: 'LineString', coordinates: many }, 'bad-geometry'],
  ['elsewhere', { type: 'LineString', coordinates: at([0, 0], [0, 0.001]) }, 'outside-territory'],
];
const ring = (...places: (readonly unknown[])[]) => ({ type: 'Polygon', coordinates: [places] });
const wrongAreas: [string, object, string][] = [
  ['without places', { type: 'Polygon', coordinates: [] }, 'bad-input'],
  ['of two places', ring([108.7, 15], [108.71, 15], [108.7, 15]), 'bad-input'],
  ['left open', ring([108.7, 15], [108.71, 15], [108.71, 15.01], [108.7, 15.01]), 'bad-geometry'],
  [
    'that crosses itself',
    ring([108.7, 15], [108.71, 15.01], [108.71, 15], [108.7, 15.01], [108.7, 15]),
    'bad-geometry',
  ],
  ['of one place', ring(...Array.from({ length: 4 }, () => [108.7, 15])), 'bad-geometry'],
  ['with no number', ring([null, 15], [108.71, 15], [108.71, 15.01], [null, 15]), 'bad-input'],
  ['of 400 corners', ring(...many), 'bad-geometry'],
  ['elsewhere', ring([0, 0], [0.001, 0], [0.001, 0.001], [0, 0]), 'outside-territory'],
];
const wrongPoints: [string, object, string][] = [
  ['without a place', { type: 'Point', coordinates: [] }, 'bad-input'],
  ['with no number', { type: 'Point', coordinates: [Number.NaN, 15] }, 'bad-input'],
  ['of a line', { type: 'LineString', coordinates: many }, 'bad-input'],
  ['elsewhere', { type: 'Point', coordinates: [0, 0] }, 'outside-territory'],
];

type WrongElement = { type: string; properties: object; name: string; geometry: object; problem: string };

/** Every type of element with every drawing that is none for it, and the problem that it makes. */
export const wrongElements: readonly WrongElement[] = [
  ...combined(areas, wrongAreas),
  ...combined(lines, wrongLines),
  ...combined(points, wrongPoints),
];

function combined(
  types: Record<string, object>,
  shapes: readonly [string, object, string][],
): WrongElement[] {
  return Object.entries(types).flatMap(([type, properties]) =>
    shapes.map(([name, geometry, problem]) => ({ type, properties, name, geometry, problem })),
  );
}
