// WGS 84 to VN-2000 / TM-3 108°00' (EPSG:5898), so that one file of the town comes as surveyors
// send it: northing and easting in metres. Seven parameters EPSG:6960, position vector.
import type { XY } from './plane.ts';
import { toLonLat } from './plane.ts';

const A = 6_378_137;
// VN-2000 stands on the WGS 84 ellipsoid.
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const SHIFT_METRES = [-191.90441429, -39.30318279, -111.45032835] as const;
const ARC_SECOND = Math.PI / 648_000;
const TURN = [0.00928836 * ARC_SECOND, -0.01975479 * ARC_SECOND, 0.00427372 * ARC_SECOND] as const;
const SCALE = 1 + 0.252906278e-6;
const MERIDIAN = (108 * Math.PI) / 180;
const CENTRAL_SCALE = 0.9999;
const FALSE_EASTING_METRES = 500_000;

/** Longitude and latitude on VN-2000 (radians) of WGS 84 degrees, at height 0. */
function toVn2000([lonDegrees, latDegrees]: readonly [number, number]): [number, number] {
  const lon = (lonDegrees * Math.PI) / 180;
  const lat = (latDegrees * Math.PI) / 180;
  const n = A / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);
  const x = (n * Math.cos(lat) * Math.cos(lon) - SHIFT_METRES[0]) / SCALE;
  const y = (n * Math.cos(lat) * Math.sin(lon) - SHIFT_METRES[1]) / SCALE;
  const z = (n * (1 - E2) * Math.sin(lat) - SHIFT_METRES[2]) / SCALE;
  // The published turn goes from VN-2000 to WGS 84; for angles of 1e-7 its transpose is its inverse.
  const [rx, ry, rz] = TURN;
  const vx = x + rz * y - ry * z;
  const vy = -rz * x + y + rx * z;
  const vz = ry * x - rx * y + z;
  const p = Math.hypot(vx, vy);
  let phi = Math.atan2(vz, p * (1 - E2));
  for (let i = 0; i < 6; i++)
    phi = Math.atan2(vz + (E2 * A * Math.sin(phi)) / Math.sqrt(1 - E2 * Math.sin(phi) ** 2), p);
  return [Math.atan2(vy, vx), phi];
}

/** Easting and northing (EPSG:5898, metres to the millimetre) of WGS 84 degrees; Krüger 1912 series to n⁴. */
export function projectVn2000(lonLat: readonly [number, number]): { easting: number; northing: number } {
  const [lon, lat] = toVn2000(lonLat);
  const n = F / (2 - F);
  const e = Math.sqrt(E2);
  const t = Math.sinh(Math.atanh(Math.sin(lat)) - e * Math.atanh(e * Math.sin(lat)));
  const xi = Math.atan2(t, Math.cos(lon - MERIDIAN));
  const eta = Math.asinh(Math.sin(lon - MERIDIAN) / Math.hypot(t, Math.cos(lon - MERIDIAN)));
  const alpha = [
    n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16 + (41 * n ** 4) / 180,
    (13 * n ** 2) / 48 - (3 * n ** 3) / 5 + (557 * n ** 4) / 1440,
    (61 * n ** 3) / 240 - (103 * n ** 4) / 140,
    (49_561 * n ** 4) / 161_280,
  ];
  const radius = (A / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64) * CENTRAL_SCALE;
  let x = eta;
  let y = xi;
  for (const [i, a] of alpha.entries()) {
    const k = 2 * (i + 1);
    x += a * Math.cos(k * xi) * Math.sinh(k * eta);
    y += a * Math.sin(k * xi) * Math.cosh(k * eta);
  }
  const millimetres = (value: number): number => Math.round(value * 1000) / 1000;
  return { easting: millimetres(FALSE_EASTING_METRES + radius * x), northing: millimetres(radius * y) };
}

/** The same for a town point, through its rounded longitude and latitude. */
export const projectPoint = (p: XY): { easting: number; northing: number } => projectVn2000(toLonLat(p));
