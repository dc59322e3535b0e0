// Accidents sorted into cells of longitude and latitude: what both screenings search. Everything lies in shared memory,
// so that threads read one copy.
import { scaleAt } from './ellipsoid.ts';

/** Places with a weight, one array element each; longitude and latitude in degrees. */
export type WeightedPlaces = { lon: Float64Array; lat: Float64Array; weight: Float64Array };

/**
 * Places in the order of their cells, row by row from the south-west. Those of cell c are first[c] .. first[c + 1] - 1,
 * so that a stretch of cells in one row is one stretch of places.
 */
export type PlaceGrid = WeightedPlaces & {
  first: Uint32Array;
  columns: number;
  rows: number;
  west: number;
  south: number;
  /** Cells per degree. */
  perDegree: number;
};

/** Above this many cells a cell is made larger: an outlying place must not cost the memory of a continent (our choice: 64 MB). */
const MOST_CELLS = 16_000_000;

/** Sorts places into cells of about `cellMetres` (which only changes speed) by two passes of a counting sort. */
export function buildPlaceGrid(places: WeightedPlaces, cellMetres: number): PlaceGrid {
  const count = places.lon.length;
  const [west, east] = extent(places.lon);
  const [south, north] = extent(places.lat);
  const wanted = cellMetres / 111_000;
  const smallest = Math.sqrt(((east - west + wanted) * (north - south + wanted)) / MOST_CELLS);
  const perDegree = 1 / Math.max(wanted, smallest);
  const columns = Math.floor((east - west) * perDegree) + 1;
  const rows = Math.floor((north - south) * perDegree) + 1;
  const cells = columns * rows;
  const cellOf = new Uint32Array(count);
  const first = new Uint32Array(new SharedArrayBuffer(4 * (cells + 1)));
  for (let i = 0; i < count; i++) {
    const row = Math.floor((places.lat[i]! - south) * perDegree);
    const cell = row * columns + Math.floor((places.lon[i]! - west) * perDegree);
    cellOf[i] = cell;
    first[cell]!++;
  }
  for (let cell = 1; cell < cells; cell++) first[cell]! += first[cell - 1]!;
  first[cells] = count;
  const grid: PlaceGrid = {
    lon: sharedFloats(count),
    lat: sharedFloats(count),
    weight: sharedFloats(count),
    first,
    columns,
    rows,
    west,
    south,
    perDegree,
  };
  // From the last place down, so that places of a cell keep their order and `first` ends at the start of each cell.
  for (let i = count - 1; i >= 0; i--) {
    const k = --first[cellOf[i]!]!;
    grid.lon[k] = places.lon[i]!;
    grid.lat[k] = places.lat[i]!;
    grid.weight[k] = places.weight[i]!;
  }
  return grid;
}

/** A grid that also knows the metres per degree at each place. */
export type ScaledGrid = PlaceGrid & { east: Float64Array; north: Float64Array };

export function buildScaledGrid(places: WeightedPlaces, cellMetres: number): ScaledGrid {
  const grid = buildPlaceGrid(places, cellMetres);
  const east = sharedFloats(places.lat.length);
  const north = sharedFloats(places.lat.length);
  for (let k = 0; k < east.length; k++) {
    const scale = scaleAt(grid.lat[k]!);
    east[k] = scale.east;
    north[k] = scale.north;
  }
  return { ...grid, east, north };
}

export function sharedFloats(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * count));
}

/** Least and greatest value; 0 and 0 of none. */
function extent(values: Float64Array): [number, number] {
  if (values.length === 0) return [0, 0];
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}
