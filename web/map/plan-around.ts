// The facts around a gate as features: carriageways at their true width, gates with the 5 m in which nobody may stop,
// zones, routes.
import type { School } from '../../contract/facts.ts';
import type { Position } from '../../contract/geometry.ts';
import type { PlanGround } from '../../contract/plan-ground.ts';
import { moved, planeAt, strip } from './plan-plane.ts';

/** Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, article 18 clause 4. */
const noStoppingMetres = 5;

/** `gateName` gives the words for a gate without a name; roads come with the ground, once it is known. */
export function aroundFeatures(
  school: School,
  ground: PlanGround | null,
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
      ...(ground?.roads ?? []).flatMap(({ path, widthMetres }) => {
        const { left, right } = sidesOf(path.coordinates, widthMetres);
        const [first] = left;
        if (first === undefined) return [];
        return [
          feature('kerb', { type: 'LineString', coordinates: left }),
          feature('kerb', { type: 'LineString', coordinates: right }),
          feature('carriageway', {
            type: 'Polygon',
            coordinates: [[...left, ...right.toReversed(), first]],
          }),
        ];
      }),
      ...school.routes.map(({ path }) => feature('route', path)),
      ...school.gates.flatMap(({ zone }) => (zone === null ? [] : [feature('zone', zone)])),
      ...school.gates.map(({ location }) =>
        feature('no_stopping', circle(location.coordinates, noStoppingMetres + gateWidthMetres / 2)),
      ),
      ...school.gates.map((gate) => feature('gate', gate.location, gateName(gate))),
    ],
  };
}

/** The two kerbs of a road, both in its direction. */
function sidesOf(path: readonly Position[], widthMetres: number): { left: Position[]; right: Position[] } {
  const [origin] = path;
  if (origin === undefined) return { left: [], right: [] };
  const plane = planeAt(origin);
  const ring = strip(path.map(plane.toPlane), widthMetres).map(plane.toPlace);
  const half = Math.floor(ring.length / 2);
  return { left: ring.slice(0, half), right: ring.slice(half, 2 * half).toReversed() };
}

function circle(at: Position, radiusMetres: number): GeoJSON.Polygon {
  const plane = planeAt(at);
  const ring = Array.from({ length: 49 }, (_, i) =>
    plane.toPlace(moved([0, 0], (i / 48) * 2 * Math.PI, radiusMetres)),
  );
  return { type: 'Polygon', coordinates: [ring] };
}
