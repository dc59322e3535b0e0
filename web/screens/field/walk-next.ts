// The walk to make next as the phone knows it: what the pack said was left, without what was answered since. Pure.
import { surveyedPadMetres, walksLeft } from '../../../contract/walk-next.ts';
import type { PackRoute } from './pack.ts';
import type { SheetPlace } from './survey-today.ts';

/** A part of a route that is left, in metres from its start. */
export type WalkLeft = { route: PackRoute; fromMetres: number; toMetres: number };

/**
 * The part to survey next, by the rule of the server; null when nothing is left. `answered` are the places answered about
 * on this phone; walks count once the server has matched them to the roads.
 */
export function nextWalk(routes: readonly PackRoute[], answered: readonly SheetPlace[]): WalkLeft | null {
  const left = [...routes]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((route) =>
      without(
        route.unsurveyed,
        answered.filter(({ routeId }) => routeId === route.id),
      ).map((stretch): WalkLeft => ({ route, ...stretch })),
    );
  const [first] = walksLeft(
    left.map(({ route, fromMetres, toMetres }) => ({
      lengthMetres: toMetres - fromMetres,
      pupilFlow: route.pupils,
      isSurveyed: false,
    })),
  );
  return first === undefined ? null : (left[first] ?? null);
}

type Stretch = PackRoute['unsurveyed'][number];

/** Stretches without what was answered about; an answer without a stretch is about the whole route. */
function without(stretches: readonly Stretch[], answered: readonly SheetPlace[]): Stretch[] {
  return answered.reduce<Stretch[]>(
    (left, sheet) => {
      const from = (sheet.fromMetres ?? Number.NEGATIVE_INFINITY) - surveyedPadMetres;
      const to = (sheet.toMetres ?? Number.POSITIVE_INFINITY) + surveyedPadMetres;
      return left
        .flatMap(({ fromMetres, toMetres }) => [
          { fromMetres, toMetres: Math.min(toMetres, from) },
          { fromMetres: Math.max(fromMetres, to), toMetres },
        ])
        .filter(({ fromMetres, toMetres }) => fromMetres < toMetres);
    },
    [...stretches],
  );
}
