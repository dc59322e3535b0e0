// The facts around a gate as features: gates with the 5 m in which nobody may stop, zones, routes.
import type { School } from '../../contract/facts.ts';
import type { Position } from '../../contract/geometry.ts';
import { moved, planeAt } from './plan-plane.ts';

/** Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, article 18 clause 4. */
const noStoppingMetres = 5;

/** `gateName` gives the words for a gate without a name. */
export function aroundFeatures(
  school: School,
  gateWidthMetres: number,
  gateName: (gate: School['gates'][number]) => string,
): GeoJSON.FeatureCollection {
  const feature = (kind: string, geometry: GeoJSON.Geometry, name = ''): GeoJSON.Feature => ({
    type: 'Feature',
    geometry,
    properties: { kind, name },
  });
  return {
    type: 'FeatureCollection',
    features: [
      ...school.routes.map(({ path }) => feature('route', path)),
      ...school.gates.flatMap(({ zone }) => (zone === null ? [] : [feature('zone', zone)])),
      ...school.gates.map(({ location }) =>
        feature('no_stopping', circle(location.coordinates, noStoppingMetres + gateWidthMetres / 2)),
      ),
      ...school.gates.map((gate) => feature('gate', gate.location, gateName(gate))),
    ],
  };
}

function circle(at: Position, radiusMetres: number): GeoJSON.Polygon {
  const plane = planeAt(at);
  const ring = Array.from({ length: 49 }, (_, i) =>
    plane.toPlace(moved([0, 0], (i / 48) * 2 * Math.PI, radiusMetres)),
  );
  return { type: 'Polygon', coordinates: [ring] };
}
