// Are the coordinates of a file plausible, before the database turns them into WGS 84? A wrong axis order or system
// must be named, never mended by guessing. Pure.
import type { FileGeometry } from './file-row.ts';
import type { ReasonCode } from './reasons.ts';

export type CoordinateSystem = {
  srid: number;
  /** Degrees (longitude, latitude) rather than metres. */
  isGeographic: boolean;
  /** Of the territory, degrees WGS 84: west, south, east, north. */
  bounds: readonly [number, number, number, number];
};

export type CoordinateFault = { code: ReasonCode; value: string; extra?: string };

/** VN-2000 and UTM zones of Vietnam, where X is the northing and Y the easting on paper. */
const VIETNAM_METRIC = new Set([
  3405, 3406, 5896, 5897, 5898, 5899, 9205, 9206, 9207, 9208, 9209, 9210, 9211, 9212, 9213, 9214, 9215, 9216,
  9217, 9218, 32648, 32649,
]);
/** Northings (8.1° to 23.5° N) and eastings of Vietnam in those zones, metres. */
const NORTHING = [900_000, 2_600_000] as const;
const EASTING = [300_000, 800_000] as const;
/** Farther than any metric system reaches; past it projections fail. */
const MOST_METRES = 20_000_000;
/** Degrees end at 180; numbers beyond this are metres. */
const SURELY_METRES = 1_000;

const isIn = (number: number, [low, high]: readonly [number, number]): boolean =>
  number >= low && number <= high;

/** What is wrong with one place of the file, or undefined. */
export function placeFault(x: number, y: number, system: CoordinateSystem): CoordinateFault | undefined {
  const value = `${x}, ${y}`;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return { code: 'bad_coordinate', value };
  if (x === 0 && y === 0) return { code: 'zero_point', value };
  return system.isGeographic ? degreeFault(x, y, value, system) : metricFault(x, y, value, system);
}

function degreeFault(
  x: number,
  y: number,
  value: string,
  { bounds }: CoordinateSystem,
): CoordinateFault | undefined {
  if (Math.abs(x) > SURELY_METRES || Math.abs(y) > SURELY_METRES) return { code: 'metres_as_degrees', value };
  const [west, south, east, north] = bounds;
  const isInside = (lon: number, lat: number): boolean =>
    isIn(lon, [west, east]) && isIn(lat, [south, north]);
  if (isInside(x, y)) return undefined;
  if (isInside(y, x)) return { code: 'axes_swapped', value };
  if (Math.abs(x) > 180 || Math.abs(y) > 90) return { code: 'not_on_earth', value };
  return { code: 'outside_territory', value };
}

function metricFault(
  x: number,
  y: number,
  value: string,
  { srid }: CoordinateSystem,
): CoordinateFault | undefined {
  if (Math.abs(x) <= 180 && Math.abs(y) <= 180) return { code: 'degrees_as_metres', value };
  if (Math.abs(x) > MOST_METRES || Math.abs(y) > MOST_METRES) return { code: 'not_on_earth', value };
  const isSwapped = VIETNAM_METRIC.has(srid) && isIn(x, NORTHING) && isIn(y, EASTING);
  return isSwapped ? { code: 'northing_easting_swapped', value } : undefined;
}

export type GeometryShape = 'Point' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon';

/** Nesting of coordinates below which places lie, by shape. */
const DEPTH: Record<GeometryShape, number> = {
  Point: 0,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};
/** Vertices of one geometry: a line of more is a mistake; a province may have a few hundred thousand. */
const MOST_VERTICES: Record<GeometryShape, number> = {
  Point: 1,
  LineString: 10_000,
  MultiLineString: 100_000,
  Polygon: 1_000_000,
  MultiPolygon: 1_000_000,
};

const isShape = (type: string): type is GeometryShape => Object.hasOwn(DEPTH, type);

/**
 * Checks shape and every place of a geometry. Gives it with two numbers per place and rings closed, or what is wrong
 * first. `allowed` lists the shapes the field takes.
 */
export function checkGeometry(
  geometry: FileGeometry,
  allowed: readonly GeometryShape[],
  system: CoordinateSystem,
): { geometry: FileGeometry } | { fault: CoordinateFault } {
  const { type, coordinates } = geometry;
  const bad = (extra: string): { fault: CoordinateFault } => ({
    fault: { code: 'bad_geometry', value: type, extra },
  });
  if (!isShape(type) || !allowed.includes(type)) return bad(`${type} ≠ ${allowed.join(', ')}`);
  let vertices = 0;
  const walk = (value: unknown, depth: number): unknown => {
    if (!Array.isArray(value)) throw new Fault({ code: 'bad_geometry', value: type, extra: 'coordinates' });
    if (depth > 0) return depth === 1 ? vertexList(value) : value.map((part) => walk(part, depth - 1));
    const [x, y] = value;
    if (typeof x !== 'number' || typeof y !== 'number') {
      throw new Fault({ code: 'bad_coordinate', value: JSON.stringify(value).slice(0, 60) });
    }
    vertices++;
    const fault = placeFault(x, y, system);
    if (fault) throw new Fault(fault);
    return [x, y];
  };
  const vertexList = (list: unknown[]): unknown[] => {
    const places = list.map((place) => walk(place, 0));
    const isRing = type === 'Polygon' || type === 'MultiPolygon';
    if (isRing && JSON.stringify(places[0]) !== JSON.stringify(places.at(-1))) places.push(places[0]);
    if (places.length < (isRing ? 4 : 2)) {
      throw new Fault({ code: 'bad_geometry', value: type, extra: `${places.length} < ${isRing ? 4 : 2}` });
    }
    return places;
  };
  try {
    const checked = walk(coordinates, DEPTH[type]);
    if (vertices === 0) return bad('0');
    if (vertices > MOST_VERTICES[type]) return bad(`${vertices} > ${MOST_VERTICES[type]}`);
    return { geometry: { type, coordinates: checked } };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

class Fault extends Error {
  readonly fault: CoordinateFault;

  constructor(fault: CoordinateFault) {
    super(fault.code);
    this.fault = fault;
  }
}
