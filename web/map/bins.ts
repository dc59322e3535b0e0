// Accidents counted in a lattice of hexagons that is fixed to the ground: the same place falls into the same hexagon
// wherever the map looks from. Made of the tiles that the map has loaded; pure, so that the counts can be tested.
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';

/** Metres of Web Mercator: left, bottom, right, top. */
export type MercatorBox = readonly [number, number, number, number];

/** A feature of a tile: one accident (`id`), or the accidents of a cell of the tile's grid (no `id`). */
export type TileAccident = {
  id: string | null;
  count: number;
  lon: number;
  lat: number;
};

/** `accidents` is left out where the hexagon reaches over the edge of what is loaded and the count would be a part. */
export type BinProperties = { part: 'area' | 'label'; accidents?: number; class: number };

/** Mean radius that Web Mercator is drawn on (EPSG:3857). */
const earthMetres = 6_378_137;

/** Our choice: hexagons stay between 55 and 110 pixels wide, room for a number of four digits. */
const widths: readonly number[] = [
  100, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000,
];
const finestZoom = 15;

/** Width on the ground of the hexagons at a zoom level, from flat side to flat side. */
export function binWidthMetres(zoom: number): number {
  const step = Math.min(Math.max(finestZoom - Math.floor(zoom), 0), widths.length - 1);
  return widths[step] ?? 100;
}

function toMercator(lon: number, lat: number): [number, number] {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [((lon * Math.PI) / 180) * earthMetres, y * earthMetres];
}

function toDegrees(x: number, y: number): [number, number] {
  return [
    ((x / earthMetres) * 180) / Math.PI,
    ((2 * Math.atan(Math.exp(y / earthMetres)) - Math.PI / 2) * 180) / Math.PI,
  ];
}

type TileName = { z: number; x: number; y: number };

function tileOf(lon: number, lat: number, z: number): TileName {
  const [mx, my] = toMercator(lon, lat);
  const world = 2 * Math.PI * earthMetres;
  const at = (share: number) => Math.min(Math.max(Math.floor(share * 2 ** z), 0), 2 ** z - 1);
  return { z, x: at(mx / world + 0.5), y: at(0.5 - my / world) };
}

/** What the tiles of level `z` cover that a view (west, south, east, north in degrees) needs. */
export function coverOf(
  [west, south, east, north]: readonly [number, number, number, number],
  z: number,
): MercatorBox {
  const first = tileOf(west, north, z);
  const last = tileOf(east, south, z);
  const world = 2 * Math.PI * earthMetres;
  const side = world / 2 ** z;
  return [
    first.x * side - world / 2,
    world / 2 - (last.y + 1) * side,
    (last.x + 1) * side - world / 2,
    world / 2 - first.y * side,
  ];
}

/**
 * Each accident once. A tile has a margin, so its neighbour may hold the same accident (same `id`), or count it in its
 * grid; a copy outside of its own tile is dropped where that tile came as a grid.
 */
export function eachOnce(found: readonly TileAccident[], tileZoom: number): TileAccident[] {
  const name = (accident: TileAccident) => {
    const { x, y } = tileOf(accident.lon, accident.lat, tileZoom);
    return `${x}/${y}`;
  };
  const grids = new Set(found.filter(({ id }) => id === null).map(name));
  const seen = new Set<string>();
  return found.filter((accident) => {
    if (accident.id !== null && grids.has(name(accident))) return false;
    const key = accident.id ?? `${accident.lon} ${accident.lat}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Lowest count of each of the five classes: round numbers, the smallest set that the highest count does not outgrow. */
const breakSets: readonly (readonly number[])[] = [
  [1, 2, 3, 5, 8],
  [1, 2, 5, 10, 20],
  [1, 5, 10, 25, 50],
  [1, 10, 25, 50, 100],
  [1, 25, 50, 100, 250],
  [1, 50, 100, 250, 500],
  [1, 100, 250, 500, 1_000],
  [1, 250, 500, 1_000, 2_500],
  [1, 1_000, 2_500, 5_000, 10_000],
];

export function breaksFor(highest: number): readonly number[] {
  const fits = breakSets.find((set) => highest < (set.at(-1) ?? 0) * 2);
  return fits ?? breakSets.at(-1) ?? [1];
}

type Bin = { column: number; row: number; accidents: number };

/**
 * Hexagons with at least one accident, as areas and as points for their numbers, and the class breaks of whole ones.
 * `latitude` is where the width is true: on Web Mercator a metre grows with the latitude.
 */
export function binned(
  accidents: readonly TileAccident[],
  widthMetres: number,
  latitude: number,
  cover: MercatorBox,
): { features: FeatureCollection<Polygon | Point, BinProperties>; breaks: readonly number[] } {
  const width = widthMetres / Math.cos((latitude * Math.PI) / 180);
  const size = width / Math.sqrt(3);
  const bins = new Map<string, Bin>();
  for (const { lon, lat, count } of accidents) {
    const [column, row] = hexagonAt(...toMercator(lon, lat), size);
    const key = `${column} ${row}`;
    const bin = bins.get(key) ?? { column, row, accidents: 0 };
    bins.set(key, { ...bin, accidents: bin.accidents + count });
  }
  const ordered = [...bins.values()].sort((a, b) => a.row - b.row || a.column - b.column);
  const drawn = ordered.map((bin) => {
    const [x, y] = middleOf(bin, size);
    const isWhole =
      x - width / 2 >= cover[0] && y - size >= cover[1] && x + width / 2 <= cover[2] && y + size <= cover[3];
    return { bin, x, y, isWhole };
  });
  const breaks = breaksFor(
    Math.max(0, ...drawn.filter((each) => each.isWhole).map(({ bin }) => bin.accidents)),
  );
  const features = drawn.flatMap(({ bin, x, y, isWhole }): Feature<Polygon | Point, BinProperties>[] => {
    const value = isWhole
      ? { accidents: bin.accidents, class: breaks.findLastIndex((from) => bin.accidents >= from) }
      : { class: -1 };
    const area: Feature<Polygon, BinProperties> = {
      type: 'Feature',
      properties: { part: 'area', ...value },
      geometry: { type: 'Polygon', coordinates: [outline(x, y, size)] },
    };
    if (!isWhole) return [area];
    const label: Feature<Point, BinProperties> = {
      type: 'Feature',
      properties: { part: 'label', ...value },
      geometry: { type: 'Point', coordinates: toDegrees(x, y) },
    };
    return [area, label];
  });
  return { features: { type: 'FeatureCollection', features }, breaks };
}

/** Axial coordinates of the hexagon around a place, corners up; rounded in cube coordinates. */
function hexagonAt(x: number, y: number, size: number): [number, number] {
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / size;
  const r = ((2 / 3) * y) / size;
  let column = Math.round(q);
  let row = Math.round(r);
  const s = Math.round(-q - r);
  const [dq, dr, ds] = [Math.abs(column - q), Math.abs(row - r), Math.abs(s + q + r)];
  if (dq > dr && dq > ds) column = -row - s;
  else if (dr > ds) row = -column - s;
  // Not -0, which would be another key.
  return [column + 0, row + 0];
}

function middleOf({ column, row }: Bin, size: number): [number, number] {
  return [size * Math.sqrt(3) * (column + row / 2), size * 1.5 * row];
}

function outline(x: number, y: number, size: number): [number, number][] {
  const corners = [0, 1, 2, 3, 4, 5, 0];
  return corners.map((corner) => {
    const angle = (Math.PI / 3) * corner + Math.PI / 6;
    return toDegrees(x + size * Math.cos(angle), y + size * Math.sin(angle));
  });
}
