// Clusters of uneven density: a view for exploring, never an official list, because it has no fixed scale.
import type { HotspotParameters } from '../../contract/run-parameters.ts';
import { hdbscan } from './hdbscan.ts';
import { type Found, type HotspotMember, noEvidence, onlyPlaces } from './place.ts';
import type { Scene } from './scene.ts';

/** Members of at least this membership stand as the core of their cluster, the others as its border (our choice: the nearer half). */
const coreMembership = 0.5;

/**
 * Every cluster as a place. Notes: `noise`, accidents in none; `reason` why there is no cluster, or null: fewer accidents
 * than two clusters need (`too_few_accidents`), or accidents that nowhere part into two groups (`one_group`).
 * Throws RangeError beyond MOST_HDBSCAN_POINTS accidents.
 */
export function findHdbscanPlaces(
  { accidents }: Pick<Scene, 'accidents'>,
  { minPoints }: Extract<HotspotParameters, { method: 'hdbscan' }>,
): Found {
  const { label, membership, stability } = hdbscan(accidents.xs, accidents.ys, minPoints);
  const groups: HotspotMember[][] = Array.from(stability, () => []);
  let noise = 0;
  label.forEach((cluster, accident) => {
    if (cluster === 0) noise++;
    else
      groups[cluster - 1]?.push({
        accident,
        role: membership[accident]! >= coreMembership ? 'core' : 'border',
      });
  });
  const tooFew = accidents.ids.length < 2 * minPoints;
  return onlyPlaces(
    groups.map((members) => ({
      pass: 'cluster',
      status: 'proposed',
      members,
      clause: null,
      margin: null,
      extentMetres: null,
      outline: null,
      evidence: noEvidence,
    })),
    { noise, reason: groups.length > 0 ? null : tooFew ? 'too_few_accidents' : 'one_group' },
  );
}
