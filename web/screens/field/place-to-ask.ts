// What one answers about: a gate, or one stretch of a route. Pure.
import type { SurveySheet } from '../../../contract/survey.ts';
import type { PackRoute, PackSchool } from './pack.ts';
import { isSamePlace, type SheetPlace } from './survey-today.ts';

export type PlaceToAsk =
  | { kind: 'gate'; gate: PackSchool['gates'][number] }
  /** `number` counts from 1 at the start of the route. */
  | { kind: 'route'; route: PackRoute; number: number };

/** The gate of that id, or the stretch of that number of the route of that id; null when the school has no such place. */
export function placeToAsk(school: PackSchool, id: string, number: string): PlaceToAsk | null {
  const gate = school.gates.find((one) => one.id === id);
  if (gate !== undefined) return { kind: 'gate', gate };
  const route = school.routes.find((one) => one.id === id);
  return route?.stretches[Number(number) - 1] === undefined
    ? null
    : { kind: 'route', route, number: Number(number) };
}

/** A sheet about the place, without its answers. */
export function sheetPlace(place: PlaceToAsk): SheetPlace {
  if (place.kind === 'gate') return { gateId: place.gate.id };
  return { routeId: place.route.id, ...place.route.stretches[place.number - 1] };
}

/** The sheets about stretches of a route, one per stretch, in the order of the stretches; null where none is. */
export function sheetsAlong(route: PackRoute, sheets: readonly SurveySheet[]): (SurveySheet | null)[] {
  return route.stretches.map(
    (stretch) => sheets.find((sheet) => isSamePlace(sheet, { routeId: route.id, ...stretch })) ?? null,
  );
}
