// Which part of the routes to a school to walk next: one rule for the server's ledger and for a phone without signal. Pure.

/** A part of a route, with the pupils who use it. */
export type RoutePart = { lengthMetres: number; pupilFlow: number; isSurveyed: boolean };

/**
 * Metres by which a surveyed stretch reaches past its ends (our choice: tracks and stretches are cut off a few metres
 * short, so the gaps closed by this on both sides are none).
 */
export const surveyedPadMetres = 10;

/** Positions of the parts that some pupil uses, most pupil-metres first; equal ones in the order given. */
export function byPupilMetres(parts: readonly RoutePart[]): number[] {
  return parts
    .flatMap(({ lengthMetres, pupilFlow }, position) =>
      pupilFlow > 0 ? [{ position, load: pupilFlow * lengthMetres }] : [],
    )
    .sort((a, b) => b.load - a.load || a.position - b.position)
    .map(({ position }) => position);
}

/** Of those the ones not surveyed: the first is the walk to make next. */
export function walksLeft(parts: readonly RoutePart[]): number[] {
  return byPupilMetres(parts).filter((position) => parts[position]?.isSurveyed === false);
}
