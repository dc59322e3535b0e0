// Universal Transverse Mercator on the WGS 84 ellipsoid, so that metric coordinates are the
// same with and without a database at hand. Apart because it is geometry of the earth alone.
// Series of Krüger to the fourth order (Karney 2011, eq. 35 and 36): below 0.001 mm in a zone.

const SEMI_MAJOR_METRES = 6378137;
const FLATTENING = 1 / 298.257223563;
const CENTRAL_SCALE = 0.9996;
const FALSE_EASTING_METRES = 500000;
const FALSE_NORTHING_SOUTH_METRES = 10000000;

const n = FLATTENING / (2 - FLATTENING);
const eccentricity = Math.sqrt(FLATTENING * (2 - FLATTENING));
const rectifyingRadius = (SEMI_MAJOR_METRES / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);

const forward = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
  (49561 / 161280) * n ** 4,
];
const backward = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4,
  (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4397 / 161280) * n ** 4,
];

/**
 * Easting and northing in metres of (longitude, latitude) degrees in the frame of `srid`.
 *
 * `srid` is EPSG 32601..32660 (north) or 32701..32760 (south), else RangeError. Points
 * outside the zone are projected all the same, as PROJ does.
 */
export function toUtm(srid: number, lonDegrees: number, latDegrees: number): [number, number] {
  const { meridianDegrees, falseNorthing } = zoneOf(srid);
  const lambda = ((lonDegrees - meridianDegrees) * Math.PI) / 180;
  const sine = Math.sin((latDegrees * Math.PI) / 180);
  const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  let north = xi;
  let east = eta;
  for (const [k, a] of forward.entries()) {
    const order = 2 * (k + 1);
    north += a * Math.sin(order * xi) * Math.cosh(order * eta);
    east += a * Math.cos(order * xi) * Math.sinh(order * eta);
  }
  const scale = CENTRAL_SCALE * rectifyingRadius;
  return [FALSE_EASTING_METRES + scale * east, falseNorthing + scale * north];
}

/** Longitude and latitude in degrees of an easting and northing; the inverse of `toUtm`. */
export function fromUtm(srid: number, easting: number, northing: number): [number, number] {
  const { meridianDegrees, falseNorthing } = zoneOf(srid);
  const scale = CENTRAL_SCALE * rectifyingRadius;
  const north = (northing - falseNorthing) / scale;
  const east = (easting - FALSE_EASTING_METRES) / scale;
  let xi = north;
  let eta = east;
  for (const [k, b] of backward.entries()) {
    const order = 2 * (k + 1);
    xi -= b * Math.sin(order * north) * Math.cosh(order * east);
    eta -= b * Math.cos(order * north) * Math.sinh(order * east);
  }
  const lambda = Math.atan2(Math.sinh(eta), Math.cos(xi));
  const conformal = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
  // Newton's method on the tangent of the latitude converges to the last bit in a few steps.
  let tau = conformal;
  for (let step = 0; step < 5; step++) {
    const root = Math.hypot(1, tau);
    const sigma = Math.sinh(eccentricity * Math.atanh((eccentricity * tau) / root));
    const guess = tau * Math.hypot(1, sigma) - sigma * root;
    const e2 = eccentricity ** 2;
    const slope = ((1 - e2) * root * Math.hypot(1, guess)) / (1 + (1 - e2) * tau ** 2);
    tau += (conformal - guess) / slope;
  }
  return [meridianDegrees + (lambda * 180) / Math.PI, (Math.atan(tau) * 180) / Math.PI];
}

function zoneOf(srid: number): { meridianDegrees: number; falseNorthing: number } {
  const zone = srid % 100;
  const isNorth = srid > 32600 && srid <= 32660;
  const isSouth = srid > 32700 && srid <= 32760;
  if (!Number.isInteger(srid) || !(isNorth || isSouth)) {
    throw new RangeError(`not a WGS 84 / UTM frame: EPSG:${srid}`);
  }
  return { meridianDegrees: zone * 6 - 183, falseNorthing: isNorth ? 0 : FALSE_NORTHING_SOUTH_METRES };
}
