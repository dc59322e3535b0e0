// The reply of the search as rows of the list below the box, each with what choosing it does.
import type { z } from 'zod';
import type { Point } from '../../../contract/geometry.ts';
import type { OperationReply } from '../../../contract/operation.ts';
import type { FoundKm, search } from '../../../contract/search.ts';
import type { MapFound, MapTarget } from '../../map/map-types.ts';
import type { Words } from '../../text/words.ts';

export type SearchGroup = 'schools' | 'units' | 'roads' | 'places';

export type SearchRow = {
  /** Unlike that of any other row. */
  value: string;
  title: string;
  detail: string;
  action:
    | { kind: 'open'; school: string; place: Point }
    | { kind: 'mark'; found: MapFound; target: MapTarget };
};

/** Zoom at which a kilometre address can be told from its neighbours (our choice: some 300 m across a phone). */
const placeZoom = 16.5;

/** The groups that have rows, in the order of the list: an address that was asked for goes first. */
export function searchGroups(
  reply: OperationReply<typeof search>,
  words: Words,
): { group: SearchGroup; rows: SearchRow[] }[] {
  const { t } = words;
  const places = reply.places.map((place): SearchRow => {
    const [lon, lat] = place.location.coordinates;
    return {
      value: `place ${place.ref} ${place.part} ${lon} ${lat}`,
      title: `${place.ref} ${place.address}`,
      detail: placeDetail(place, words),
      action: { kind: 'mark', found: { kind: 'point', lon, lat }, target: { lon, lat, zoom: placeZoom } },
    };
  });
  const schools = reply.schools.map(
    ({ id, name, unitName, location }): SearchRow => ({
      value: `school ${id}`,
      title: name,
      detail: unitName,
      action: { kind: 'open', school: id, place: location },
    }),
  );
  const units = reply.units.map(
    ({ id, fullName, parentName, bounds }): SearchRow => ({
      value: `unit ${id}`,
      title: fullName,
      detail: parentName ?? '',
      action: { kind: 'mark', found: { kind: 'unit', id }, target: { box: bounds } },
    }),
  );
  const roads = reply.roads.map(
    ({ by, label, unitName, bounds }): SearchRow => ({
      value: `road ${by} ${label} ${bounds.join(' ')}`,
      title: label,
      detail: by === 'number' ? t('search.roadNumber') : (unitName ?? ''),
      action: { kind: 'mark', found: { kind: 'road', by, label }, target: { box: bounds } },
    }),
  );
  const groups = [
    { group: 'places', rows: places },
    { group: 'schools', rows: schools },
    { group: 'units', rows: units },
    { group: 'roads', rows: roads },
  ] as const;
  return groups.filter(({ rows }) => rows.length > 0);
}

function placeDetail(place: z.infer<typeof FoundKm>, { t }: Words): string {
  const certainty = t(`search.place.${place.isExtrapolated ? 'beyond' : place.quality}`);
  return place.part === '' ? certainty : `${certainty}, ${t('search.place.part', { part: place.part })}`;
}
