// How gates, routes and stretches are called in the field.
import { useWords } from '../../text/words.ts';
import type { PackRoute, PackSchool } from './pack.ts';
import type { PlaceToAsk } from './place-to-ask.ts';

type PlaceNames = {
  gate: (gate: PackSchool['gates'][number]) => string;
  route: (route: PackRoute) => string;
  /** "Đoạn 2/5". */
  stretch: (route: PackRoute, number: number) => string;
  of: (place: PlaceToAsk) => string;
};

/** Names of one school's places: their own, else by their place in the list. */
export function usePlaceNames(school: PackSchool): PlaceNames {
  const { t, count } = useWords();
  const names: PlaceNames = {
    gate: (gate) => gate.name ?? t('field.school.gate', { number: count(school.gates.indexOf(gate) + 1) }),
    route: (route) =>
      route.name ?? t('field.school.route', { number: count(school.routes.indexOf(route) + 1) }),
    stretch: (route, number) =>
      t('field.route.stretch', { number: count(number), total: count(route.stretches.length) }),
    of: (place) =>
      place.kind === 'gate'
        ? names.gate(place.gate)
        : `${names.stretch(place.route, place.number)} · ${names.route(place.route)}`,
  };
  return names;
}
