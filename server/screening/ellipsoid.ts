// Metres per degree on the WGS 84 ellipsoid. Apart because both screenings measure in longitude and latitude, without a
// projection whose scale would be wrong far from its meridian; migrations hold the same formulas in SQL.

const METRES_PER_DEGREE = (6_378_137 * Math.PI) / 180;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const RADIANS = Math.PI / 180;

/** Metres per degree along the parallel (`east`) and the meridian (`north`) at a latitude in degrees. */
export type Scale = { east: number; north: number };

export function scaleAt(latitude: number): Scale {
  const { eastScale, northScale } = slopingScaleAt(latitude);
  return { east: eastScale, north: northScale };
}

/**
 * The scale at a latitude and how much it changes per degree of latitude, halved: the slope times the difference in
 * latitude of two points turns the scale at one into the scale midway. With it a plane distance agrees with the geodesic
 * to micrometres at 1 km.
 */
export function slopingScaleAt(latitude: number) {
  const sine = Math.sin(latitude * RADIANS);
  const cosine = Math.cos(latitude * RADIANS);
  const curvature = 1 - ECCENTRICITY_SQUARED * sine * sine;
  const root = Math.sqrt(curvature);
  const northScale = (METRES_PER_DEGREE * (1 - ECCENTRICITY_SQUARED)) / (curvature * root);
  return {
    eastScale: (METRES_PER_DEGREE * cosine) / root,
    northScale,
    eastSlope: (-northScale * sine * RADIANS) / 2,
    northSlope: (1.5 * northScale * ECCENTRICITY_SQUARED * sine * cosine * RADIANS) / curvature,
  };
}
