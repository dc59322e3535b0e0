// The ground of the invented country: 34 square provinces along a bent coast, each of 10 × 10 square communes, and a
// settlement in each commune whose size follows a power law. A fraction of the country has fewer communes, at the same
// density.
import { mulberry32 } from '../../server/network/random.ts';

const PROVINCES = 34;
const COMMUNES_OF_PROVINCE = 100;
/** Sides in degrees: a province is about 97 × 100 km, a commune a tenth of that. */
const PROVINCE_DEGREES = 0.9;
const COMMUNE_DEGREES = 0.09;
const SOUTH = 8.4;

export type Square = { west: number; south: number; east: number; north: number };

export type Commune = {
  province: number;
  /** 0 .. 99 within its province, row by row from the south-west. */
  number: number;
  square: Square;
  /** Centre of the settlement, degrees. */
  lon: number;
  lat: number;
  /** Share of the settlements' size: the r-th largest of the country has r^-0.8. */
  size: number;
};

export function buildCommunes(scale: number, seed: number): Commune[] {
  const random = mulberry32(seed);
  const count = Math.max(4, Math.round(PROVINCES * COMMUNES_OF_PROVINCE * scale));
  const ranks = shuffled(count, random);
  return ranks.map((rank, i) => {
    const province = Math.floor(i / COMMUNES_OF_PROVINCE);
    const number = i % COMMUNES_OF_PROVINCE;
    const { west, south } = provinceSquare(province);
    const square = squareAt(
      west + (number % 10) * COMMUNE_DEGREES,
      south + Math.floor(number / 10) * COMMUNE_DEGREES,
      COMMUNE_DEGREES,
    );
    return {
      province,
      number,
      square,
      lon: (square.west + square.east) / 2 + (random() - 0.5) * 0.006,
      lat: (square.south + square.north) / 2 + (random() - 0.5) * 0.006,
      size: (rank + 1) ** -0.8,
    };
  });
}

/** Two provinces side by side in each row, the rows bent to the east in the middle of the country. */
export function provinceSquare(province: number): Square {
  const row = Math.floor(province / 2);
  const bend = Math.round(30 * Math.sin((Math.PI * row) / 16)) / 10;
  return squareAt(
    104.2 + bend + (province % 2) * PROVINCE_DEGREES,
    SOUTH + row * PROVINCE_DEGREES,
    PROVINCE_DEGREES,
  );
}

function squareAt(west: number, south: number, side: number): Square {
  return { west, south, east: west + side, north: south + side };
}

function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
