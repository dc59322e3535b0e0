// Coverage: how much of the way to school has been surveyed. Apart because the share is a
// promise made to the police in numbers; what counts as surveyed is told by server/coverage.
import { byPupilMetres, walksLeft } from '../../contract/walk-next.ts';

export type CoverageEdge = {
  lengthMetres: number;
  /** Pupils whose shortest walk to school uses the edge. */
  pupilFlow: number;
  isSurveyed: boolean;
};

export type Coverage = {
  /** Share of pupil-metres surveyed, null when no pupil walks. */
  flowWeighted: number | null;
  /** Share of required metres surveyed, null when nothing is required. */
  lengthWeighted: number | null;
  requiredMetres: number;
  surveyedMetres: number;
  /** Positions of required edges not surveyed, most pupil-metres first. */
  gaps: number[];
  /** Positions of the edges that carry the first 95 % of the pupil-metres: the main ways. */
  mainEdges: number[];
};

/** Share of the pupil-metres that the main ways carry (our choice: leaves side lanes out). */
const MAIN_SHARE = 0.95;

/**
 * Coverage of all ways to school. Required are the edges with `pupilFlow` > 0; the two shares
 * weigh them by pupils times metres and by metres. Sums run in the order given.
 */
export function coverage(edges: readonly CoverageEdge[]): Coverage {
  let flowTotal = 0;
  let flowSurveyed = 0;
  let requiredMetres = 0;
  let surveyedMetres = 0;
  const load = (position: number): number => {
    const edge = edges[position]!;
    return edge.pupilFlow * edge.lengthMetres;
  };
  for (const [position, edge] of edges.entries()) {
    if (!(edge.pupilFlow > 0)) continue;
    flowTotal += load(position);
    requiredMetres += edge.lengthMetres;
    if (!edge.isSurveyed) continue;
    flowSurveyed += load(position);
    surveyedMetres += edge.lengthMetres;
  }
  const mainEdges: number[] = [];
  let carried = 0;
  for (const position of byPupilMetres(edges)) {
    if (carried >= MAIN_SHARE * flowTotal) break;
    mainEdges.push(position);
    carried += load(position);
  }
  return {
    flowWeighted: flowTotal > 0 ? flowSurveyed / flowTotal : null,
    lengthWeighted: requiredMetres > 0 ? surveyedMetres / requiredMetres : null,
    requiredMetres,
    surveyedMetres,
    gaps: walksLeft(edges),
    mainEdges,
  };
}
