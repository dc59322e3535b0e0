// Roads of the invented country: a lattice of streets in every settlement, some of them missing, and highways in short
// pieces between the settlements of neighbouring communes.
import { mulberry32 } from '../../server/network/random.ts';
import { scaleAt } from '../../server/screening/ellipsoid.ts';
import type { Commune } from './land.ts';

export type Roads = {
  /** Nodes, degrees with seven decimals. */
  lon: Float64Array;
  lat: Float64Array;
  /** Edges: straight pieces between two nodes. Streets first, then highways. */
  from: Int32Array;
  to: Int32Array;
  lengthMetres: Float64Array;
  /** Number of the commune an edge lies in. */
  commune: Int32Array;
  streetCount: number;
};

/** A street is about 110 m between two crossings. */
const STREET_DEGREES = 0.001;
/** A lattice must fit into its commune: 80 × 80 crossings at most. */
const MOST_SIDE = 80;
const STREETS_KEPT = 0.88;
const HIGHWAY_PIECE_METRES = 250;

/** Roads with about `wanted` edges in all; highways have about 80 per commune. */
export function buildRoads(communes: readonly Commune[], wanted: number, seed: number): Roads {
  const random = mulberry32(seed);
  const builder = createBuilder();
  const centres = communes.map(() => 0);
  const highways = communes.length * 80;
  const sides = latticeSides(communes, Math.max(wanted - highways, communes.length * 12));
  communes.forEach((commune, c) => {
    centres[c] = addLattice(builder, commune, c, sides[c]!, random);
  });
  const streetCount = builder.from.length;
  communes.forEach((commune, c) => {
    for (const step of [1, 10]) {
      const other = c + step;
      const isNeighbour = communes[other]?.province === commune.province;
      const isRowEnd = step === 1 && commune.number % 10 === 9;
      if (isNeighbour && !isRowEnd) addHighway(builder, [c, other], [centres[c]!, centres[other]!], random);
    }
  });
  return {
    lon: Float64Array.from(builder.lon),
    lat: Float64Array.from(builder.lat),
    from: Int32Array.from(builder.from),
    to: Int32Array.from(builder.to),
    lengthMetres: Float64Array.from(builder.lengthMetres),
    commune: Int32Array.from(builder.commune),
    streetCount,
  };
}

type Builder = ReturnType<typeof createBuilder>;

function createBuilder() {
  const lon: number[] = [];
  const lat: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const lengthMetres: number[] = [];
  const commune: number[] = [];
  return {
    lon,
    lat,
    from,
    to,
    lengthMetres,
    commune,
    addNode(x: number, y: number): number {
      lon.push(Math.round(x * 1e7) / 1e7);
      return lat.push(Math.round(y * 1e7) / 1e7) - 1;
    },
    addEdge(a: number, b: number, inCommune: number): void {
      const scale = scaleAt((lat[a]! + lat[b]!) / 2);
      const x = (lon[b]! - lon[a]!) * scale.east;
      const y = (lat[b]! - lat[a]!) * scale.north;
      from.push(a);
      to.push(b);
      lengthMetres.push(Math.round(Math.sqrt(x * x + y * y) * 1_000) / 1_000);
      commune.push(inCommune);
    },
  };
}

/** Crossings along each side of the settlements, in proportion to their size, for `wanted` streets in all. */
function latticeSides(communes: readonly Commune[], wanted: number): number[] {
  const sidesFor = (factor: number) =>
    communes.map(({ size }) => Math.min(Math.max(Math.round(Math.sqrt(factor * size)), 3), MOST_SIDE));
  const streets = (sides: number[]) =>
    sides.reduce((sum, side) => sum + 2 * side * (side - 1) * STREETS_KEPT, 0);
  let [low, high] = [0, 1e9];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (streets(sidesFor(middle)) < wanted) low = middle;
    else high = middle;
  }
  return sidesFor(high);
}

/** Gives the crossing in the middle. */
function addLattice(
  builder: Builder,
  commune: Commune,
  number: number,
  side: number,
  random: () => number,
): number {
  const first = builder.lon.length;
  const jitter = () => (random() - 0.5) * 0.4;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = commune.lon + (column - (side - 1) / 2 + jitter()) * STREET_DEGREES;
      builder.addNode(x, commune.lat + (row - (side - 1) / 2 + jitter()) * STREET_DEGREES);
    }
  }
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const node = first + row * side + column;
      if (column + 1 < side && random() < STREETS_KEPT) builder.addEdge(node, node + 1, number);
      if (row + 1 < side && random() < STREETS_KEPT) builder.addEdge(node, node + side, number);
    }
  }
  const middle = Math.floor(side / 2);
  return first + middle * side + middle;
}

function addHighway(
  builder: Builder,
  [startCommune, endCommune]: [number, number],
  [start, end]: [number, number],
  random: () => number,
): void {
  const [x, y] = [builder.lon[start]!, builder.lat[start]!];
  const [dx, dy] = [builder.lon[end]! - x, builder.lat[end]! - y];
  const pieces = Math.max(2, Math.round((Math.hypot(dx, dy) * 110_000) / HIGHWAY_PIECE_METRES));
  let last = start;
  for (let piece = 1; piece <= pieces; piece++) {
    const at = piece / pieces;
    const bend = () => (random() - 0.5) * 0.0003;
    const next = piece === pieces ? end : builder.addNode(x + dx * at + bend(), y + dy * at + bend());
    builder.addEdge(last, next, at <= 0.5 ? startCommune : endCommune);
    last = next;
  }
}
