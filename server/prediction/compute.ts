// One test of the methods from plain data to plain results; the same on every database.
import type { PredictionResult } from '../../contract/prediction.ts';
import type { PredictionParameters } from '../../contract/run-parameters.ts';
import type { LegalRule } from '../hotspots/legal-rule.ts';
import { accidentsWhere, type HotspotAccidents, layAccidents, layRoads } from '../hotspots/scene.ts';
import type { RoadNetwork } from '../network/road-network.ts';
import type { Progress } from '../runs/analysis.ts';
import { evaluateMethods, predictionResult, type Round, testRounds, type Years } from './evaluate.ts';
import { hotspotMethods, yearOf } from './method-scores.ts';
import { cutRoads, pieceAt } from './pieces.ts';

export type PredictionInput = {
  parameters: PredictionParameters;
  rule: LegalRule;
  /** Whole calendar years that were read; the accidents may begin later and end earlier. */
  years: Years;
  /** What is foretold, and what all methods but the legal rule know. */
  accidents: HotspotAccidents;
  /** What the legal rule is about, by its own words. */
  listed: HotspotAccidents;
  /** Accidents of these years that stay out because their place is not exact or not known. */
  leftOut: { street: number; area: number; unlocated: number };
  network: RoadNetwork;
};

export type PredictionOutput = { results: PredictionResult[]; notes: Record<string, unknown> };

/** A test year with fewer accidents on the roads says nothing (our choice: an interval of half the hit rate and more). */
const LEAST_TEST_ACCIDENTS = 20;

/**
 * Tests the methods on the last whole years.
 *
 * Notes: `years` used; `cutYears`, at the edges of the data and not whole; `yearsTooSparse` to be tested; `rounds`;
 * `accidents` and how many are `unsnapped`, farther than 50 m from every road and in no piece; `pieces` and `roadMetres`;
 * `reason`: `too-little-data` when there are no results, else null.
 */
export function computePrediction(input: PredictionInput, progress: Progress): PredictionOutput {
  const { parameters, rule, listed } = input;
  const years = wholeYears(input.years, input.accidents.days);
  const accidents = accidentsWhere(input.accidents, (i) => {
    const year = yearOf(input.accidents.days[i]!);
    return year >= years.from && year <= years.through;
  });
  progress('network', 0, 1);
  const roads = layRoads(input.network);
  const pieces = cutRoads(roads.graph, parameters.pieceMetres);
  const accidentsOfYear = Array.from(
    { length: Math.max(0, years.through - years.from + 1) },
    () => new Int32Array(pieces.lengthMetres.length),
  );
  const { snapped } = layAccidents(roads, accidents);
  let unsnapped = 0;
  accidents.days.forEach((day, i) => {
    const piece = pieceAt(pieces, snapped.edge[i]!, snapped.offsetMetres[i]!);
    if (piece < 0) unsnapped++;
    else accidentsOfYear[yearOf(day) - years.from]![piece]!++;
  });
  const onRoads = accidentsOfYear.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const isEnough = ({ testYear }: Round): boolean => onRoads[testYear - years.from]! >= LEAST_TEST_ACCIDENTS;
  const planned = testRounds(years.from, years.through, parameters.trainThrough);
  const rounds = planned.filter(isEnough);
  progress('prediction', 0, rounds.length);
  const evaluations = evaluateMethods(
    { firstYear: years.from, lengthMetres: pieces.lengthMetres, accidentsOfYear },
    rounds,
    hotspotMethods({ roads, pieces, accidents, listed, parameters, rule }),
    `prediction ${parameters.asOf}`,
    (done) => progress('prediction', done, rounds.length),
  );
  return {
    results: evaluations.map(predictionResult),
    notes: {
      reason: rounds.length === 0 ? 'too-little-data' : null,
      years: accidentsOfYear.length === 0 ? null : years,
      cutYears: cutYears(input, years),
      yearsTooSparse: planned.filter((round) => !isEnough(round)).map(({ testYear }) => testYear),
      rounds,
      accidents: accidents.ids.length,
      unsnapped,
      leftOut: input.leftOut,
      pieces: pieces.lengthMetres.length,
      roadMetres: Math.round(roads.graph.lengthMetres.reduce((sum, metres) => sum + metres, 0)),
    },
  };
}

/**
 * The years that the accidents fill: a year in which they begin after January or end before December is taken for cut
 * by the data (our choice: twenty accidents a year leave January empty in one year of six). None without accidents.
 */
function wholeYears({ from, through }: Years, days: readonly string[]): Years {
  const inside = days.filter((day) => yearOf(day) >= from && yearOf(day) <= through).sort();
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return { from, through: from - 1 };
  return {
    from: yearOf(first) + (first.slice(5, 7) === '01' ? 0 : 1),
    through: yearOf(last) - (last.slice(5, 7) === '12' ? 0 : 1),
  };
}

/** Years with accidents, or cut by the day of the run, that were not used. */
function cutYears({ accidents, parameters: { asOf } }: PredictionInput, used: Years): number[] {
  const years = new Set(accidents.days.map(yearOf));
  if (!asOf.endsWith('-12-31')) years.add(yearOf(asOf));
  return [...years].filter((year) => year < used.from || year > used.through).sort((a, b) => a - b);
}
