// A walk that the server has not matched to the roads yet, as lines: where it went as far as the phone's positions say. Pure.
import type { Position } from '../../../contract/geometry.ts';
import { type PlaneLine, sameRoadMetres, type WalkedLine } from '../../../contract/passed-stretches.ts';
import type { TrackFix, WalkInput } from '../../../contract/survey.ts';
import { unbroken } from './track.ts';

export type ToPlane = (place: Position) => PlaneLine[number];

/** As the server drops them: beyond it several streets fit. */
const WORST_ACCURACY_METRES = 50;
/** Our choice: an error of a position above this does not make streets further away likely ones. */
const MOST_ERROR_METRES = 30;
/** As the server takes a way drawn by hand. */
const DRAWN_ERROR_METRES = 10;
/** Standing still is no line. */
const LEAST_METRES = 5;

/** Metres east and north of a place: a plane that holds for the few kilometres of a commune. */
export function inPlane(origin: Position): ToPlane {
  const metresPerDegree = (6_371_009 * Math.PI) / 180;
  const east = Math.cos((origin[1] * Math.PI) / 180);
  return ([longitude, latitude]) => [
    (longitude - origin[0]) * metresPerDegree * east,
    (latitude - origin[1]) * metresPerDegree,
  ];
}

/** Lines between positions that follow on one another, within reach by as much as those err, and lines drawn by hand. */
export function walkedLines({ fixes, drawn }: WalkInput, toPlane: ToPlane): WalkedLine[] {
  const good = fixes.filter(([, , , accuracyMetres]) => accuracyMetres <= WORST_ACCURACY_METRES);
  const steps = unbroken(good.map((fix) => ({ fix, gap: false }))).flatMap((stretch) =>
    stepsOf(stretch, toPlane),
  );
  const lines = drawn.map(({ coordinates }) => ({
    path: coordinates.map(toPlane),
    reachMetres: sameRoadMetres + DRAWN_ERROR_METRES,
  }));
  return [...steps, ...lines];
}

function stepsOf(stretch: readonly TrackFix[], toPlane: ToPlane): WalkedLine[] {
  const lines: WalkedLine[] = [];
  let last: { place: PlaneLine[number]; errorMetres: number } | undefined;
  for (const [longitude, latitude, , accuracyMetres] of stretch) {
    const place = toPlane([longitude, latitude]);
    const errorMetres = Math.min(accuracyMetres, MOST_ERROR_METRES);
    if (last !== undefined) {
      if (Math.hypot(place[0] - last.place[0], place[1] - last.place[1]) < LEAST_METRES) continue;
      lines.push({
        path: [last.place, place],
        reachMetres: sameRoadMetres + Math.max(last.errorMetres, errorMetres),
      });
    }
    last = { place, errorMetres };
  }
  return lines;
}
