// Clusters in the plane: the quick view, which needs no road.
import { dbscan, ROLE_CORE } from './dbscan.ts';
import { type Found, type HotspotMember, noEvidence, onlyPlaces } from './place.ts';
import type { HotspotAccidents } from './scene.ts';

/** A cluster is listed from `reportFrom` accidents, or from two deaths. */
export function findDbscanPlaces(
  { xs, ys, severities }: HotspotAccidents,
  { epsMetres, minPoints, reportFrom }: { epsMetres: number; minPoints: number; reportFrom: number },
): Found {
  const { label, role, clusterCount } = dbscan(xs, ys, epsMetres, minPoints);
  const groups: HotspotMember[][] = Array.from({ length: clusterCount }, () => []);
  label.forEach((cluster, accident) => {
    if (cluster > 0)
      groups[cluster - 1]?.push({ accident, role: role[accident] === ROLE_CORE ? 'core' : 'border' });
  });
  const isListed = (group: readonly HotspotMember[]): boolean =>
    group.length >= reportFrom ||
    group.filter(({ accident }) => severities[accident] === 'fatal').length >= 2;
  return onlyPlaces(
    groups.filter(isListed).map((members) => ({
      pass: 'cluster',
      status: 'proposed',
      members,
      clause: null,
      margin: null,
      extentMetres: null,
      outline: null,
      evidence: noEvidence,
    })),
  );
}
