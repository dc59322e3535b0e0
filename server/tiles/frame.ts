// Where a tile lies: its square in Web Mercator (EPSG:3857), its box in degrees, and the way into tile units.
import { tileExtent } from './tile-writer.ts';

export type TileAddress = { z: number; x: number; y: number };
export type Frame = {
  /** Web Mercator of the tile's top left corner, metres. */
  left: number;
  top: number;
  /** Metres per tile unit, in the projection. */
  unitMetres: number;
  /** The tile with its margin: in Web Mercator metres, and in degrees. All [west, south, east, north]. */
  mercator: [number, number, number, number];
  degrees: [number, number, number, number];
};

/** Equatorial radius of WGS 84, metres: the sphere of Web Mercator. */
export const earthMetres = 6_378_137;
/** Half the side of the Web Mercator square, metres. */
const halfWorld = Math.PI * earthMetres;

/** Drawn around each tile so that symbols and lines do not break at its edge. Our choice: 1/64 of a side, 8 px of 512. */
const marginUnits = tileExtent / 64;

/** The frame of a tile that exists (0 ≤ x, y < 2^z), with its margin. */
export function tileFrame({ z, x, y }: TileAddress): Frame {
  const side = (2 * halfWorld) / 2 ** z;
  const unitMetres = side / tileExtent;
  const left = x * side - halfWorld;
  const top = halfWorld - y * side;
  const around = marginUnits * unitMetres;
  const mercator: Frame['mercator'] = [
    left - around,
    top - side - around,
    left + side + around,
    top + around,
  ];
  const [west, south, east, north] = mercator;
  return {
    left,
    top,
    unitMetres,
    mercator,
    degrees: [longitude(west), latitude(south), longitude(east), latitude(north)],
  };
}

function longitude(mercatorX: number): number {
  return Math.min(180, Math.max(-180, (mercatorX / halfWorld) * 180));
}

function latitude(mercatorY: number): number {
  return (Math.atan(Math.sinh((mercatorY / halfWorld) * Math.PI)) * 180) / Math.PI;
}

/** Degrees to whole tile units, y down; the same projection as EPSG:3857. */
export function toTileUnits(frame: Frame, lon: number, lat: number): [number, number] {
  const x = (lon / 180) * halfWorld;
  const y = (Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) * halfWorld;
  return [Math.round((x - frame.left) / frame.unitMetres), Math.round((frame.top - y) / frame.unitMetres)];
}
