// Metres per degree on the WGS 84 ellipsoid. Apart because both screenings measure in longitude and latitude, without a
// projection whose scale would be wrong far from its meridian; migrations hold the same formulas in SQL.

const METRES_PER_DEGREE = (6_378_137 * Math.PI) / 180;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const RADIANS = Math.PI / 180;

/** Metres per degree along the parallel (`east`) and the meridian (`north`) at a latitude in degrees. */
export type Scale = { east: number; north: number };

export function scaleAt(latitude: number): Scale {
  const sine = Math.sin(latitude * RADIANS);
  const curvature = 1 - ECCENTRICITY_SQUARED * sine * sine;
  const root = Math.sqrt(curvature);
  return {
    east: (METRES_PER_DEGREE * Math.cos(latitude * RADIANS)) / root,
    north: (METRES_PER_DEGREE * (1 - ECCENTRICITY_SQUARED)) / (curvature * root),
  };
}

/**
 * How much `scaleAt` changes per degree of latitude, halved: times the difference in latitude of two points it turns
 * the scale at one into the scale midway. With it a plane distance agrees with the geodesic to micrometres at 1 km.
 */
export function halfSlopeAt(latitude: number): Scale {
  const sine = Math.sin(latitude * RADIANS);
  const cosine = Math.cos(latitude * RADIANS);
  const curvature = 1 - ECCENTRICITY_SQUARED * sine * sine;
  const { north } = scaleAt(latitude);
  return {
    east: (-north * sine * RADIANS) / 2,
    north: (1.5 * north * ECCENTRICITY_SQUARED * sine * cosine * RADIANS) / curvature,
  };
}
