// Accidents sorted into cells of longitude and latitude: what both screenings search. Everything lies in shared memory,
// so that threads read one copy.
import { scaleAt } from './ellipsoid.ts';

/** Places with a weight, one array element each; longitude and latitude in degrees. */
export type WeightedPlaces = { lon: Float64Array; lat: Float64Array; weight: Float64Array };

/** Numbers of one place in `PlaceGrid.places`. */
export const PLACE = 3;

/**
 * Places in the order of their cells, row by row from the south-west. Those of cell c are first[c] .. first[c + 1] - 1,
 * so that a stretch of cells in one row is one stretch of places.
 */
export type PlaceGrid = {
  /** Longitude, latitude and weight of place k from k * PLACE on: what is asked together lies together. */
  places: Float64Array;
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

/**
 * Sorts places into cells of about `cellMetres` (which only changes speed): by a counting sort into rows, then by one
 * into the cells of each row. At once, each place would be written somewhere in all the memory of the grid, which takes
 * twice as long. Places of a cell keep their order.
 */
export function buildPlaceGrid(places: WeightedPlaces, cellMetres: number): PlaceGrid {
  const count = places.lon.length;
  const [west, east] = extent(places.lon);
  const [south, north] = extent(places.lat);
  const wanted = cellMetres / 111_000;
  const smallest = Math.sqrt(((east - west + wanted) * (north - south + wanted)) / MOST_CELLS);
  const perDegree = 1 / Math.max(wanted, smallest);
  const columns = Math.floor((east - west) * perDegree) + 1;
  const rows = Math.floor((north - south) * perDegree) + 1;

  const { sorted: byRow, first: firstOfRow } = sortedByRow(places, { rows, south, perDegree });

  const grid: PlaceGrid = {
    places: sharedFloats(count * PLACE),
    first: new Uint32Array(new SharedArrayBuffer(4 * (columns * rows + 1))),
    columns,
    rows,
    west,
    south,
    perDegree,
  };
  // Names of this function, not fields or names of another module: the loops run a million times.
  const step = PLACE;
  const { places: sorted, first } = grid;
  const end = new Uint32Array(columns);
  for (let r = 0; r < rows; r++) {
    const from = firstOfRow[r]! * step;
    const to = firstOfRow[r + 1]! * step;
    end.fill(0);
    for (let k = from; k < to; k += step) end[Math.floor((byRow[k]! - west) * perDegree)]!++;
    let before = firstOfRow[r]!;
    for (let column = 0; column < columns; column++) {
      first[r * columns + column] = before;
      before += end[column]!;
      end[column] = before;
    }
    for (let k = to - step; k >= from; k -= step) {
      const longitude = byRow[k]!;
      const at = --end[Math.floor((longitude - west) * perDegree)]! * step;
      sorted[at] = longitude;
      sorted[at + 1] = byRow[k + 1]!;
      sorted[at + 2] = byRow[k + 2]!;
    }
  }
  first[columns * rows] = count;
  return grid;
}

/** Places as in a grid but in the order of rows only, and the first of each row. */
function sortedByRow(
  { lon, lat, weight }: WeightedPlaces,
  { rows, south, perDegree }: Pick<PlaceGrid, 'rows' | 'south' | 'perDegree'>,
): { sorted: Float64Array; first: Uint32Array } {
  const step = PLACE;
  const first = new Uint32Array(rows + 1);
  for (let i = 0; i < lat.length; i++) first[Math.floor((lat[i]! - south) * perDegree)]!++;
  for (let r = 1; r <= rows; r++) first[r]! += first[r - 1]!;
  const sorted = new Float64Array(lat.length * step);
  // From the last place down, so that places keep their order and `first` ends at the start of each row.
  for (let i = lat.length - 1; i >= 0; i--) {
    const latitude = lat[i]!;
    const at = --first[Math.floor((latitude - south) * perDegree)]! * step;
    sorted[at] = lon[i]!;
    sorted[at + 1] = latitude;
    sorted[at + 2] = weight[i]!;
  }
  return { sorted, first };
}

/** A grid that also knows the metres per degree at each place. */
export type ScaledGrid = PlaceGrid & { east: Float64Array; north: Float64Array };

export function buildScaledGrid(places: WeightedPlaces, cellMetres: number): ScaledGrid {
  const grid = buildPlaceGrid(places, cellMetres);
  const east = sharedFloats(places.lat.length);
  const north = sharedFloats(places.lat.length);
  for (let k = 0; k < east.length; k++) {
    const scale = scaleAt(grid.places[k * PLACE + 1]!);
    east[k] = scale.east;
    north[k] = scale.north;
  }
  return { ...grid, east, north };
}

/** Places of one such square follow each other: what lies around them fits a processor's cache (our choice). */
const NEIGHBOURHOOD_METRES = 5_000;

/** Numbers of places, neighbouring ones one after the other, so that what lies around one is still at hand for the next. */
export function inNeighbourhoods({ lon, lat }: Omit<WeightedPlaces, 'weight'>): Uint32Array {
  const numbers = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) numbers[i] = i;
  const { places } = buildPlaceGrid({ lon, lat, weight: numbers }, NEIGHBOURHOOD_METRES);
  const order = new Uint32Array(new SharedArrayBuffer(4 * lon.length));
  for (let k = 0; k < order.length; k++) order[k] = places[k * PLACE + 2]!;
  return order;
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
