// What a search found, as boxes that a map can look at.
import type { OperationReply } from '../../../contract/operation.ts';
import type { search } from '../../../contract/search.ts';
import type { Box } from '../../map/small-map.tsx';

export type FoundBox = { key: string; label: string; box: Box };

/** Results that fit on two lines of buttons. */
const most = 8;

/** Kilometres first, then roads, schools and units, as the more exact ones. */
export function found(answer: OperationReply<typeof search>): FoundBox[] {
  const at = ([longitude, latitude]: readonly [number, number]): Box => [
    longitude,
    latitude,
    longitude,
    latitude,
  ];
  return [
    ...answer.places.map(({ ref, address, part, location }) => ({
      key: `km ${ref} ${address} ${part} ${location.coordinates.join()}`,
      label: `${ref} ${address}`,
      box: at(location.coordinates),
    })),
    ...answer.roads.map(({ label, unitName, bounds }) => ({
      key: `road ${label} ${unitName} ${bounds.join()}`,
      label: unitName === null ? label : `${label}, ${unitName}`,
      box: bounds,
    })),
    ...answer.schools.map(({ id, name, location }) => ({
      key: id,
      label: name,
      box: at(location.coordinates),
    })),
    ...answer.units.map(({ id, fullName, bounds }) => ({ key: id, label: fullName, box: bounds })),
  ].slice(0, most);
}
