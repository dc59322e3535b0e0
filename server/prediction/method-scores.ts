// What each method of hotspots says of every piece of road, from the accidents of some years alone. Apart from the
// evaluation, which knows scores but not where they come from.
import {
  DbscanParameters,
  GiStarParameters,
  NetworkKdeParameters,
  type PredictionParameters,
} from '../../contract/run-parameters.ts';
import { findDbscanPlaces } from '../hotspots/find-dbscan.ts';
import { findGiStarPlaces } from '../hotspots/find-gi-star.ts';
import { findLegalPlaces } from '../hotspots/find-legal.ts';
import { hexCellAt, hexKey } from '../hotspots/hexagons.ts';
import type { LegalRule } from '../hotspots/legal-rule.ts';
import { buildLixels } from '../hotspots/lixels.ts';
import { createNetworkDensity } from '../hotspots/network-kde.ts';
import type { Place } from '../hotspots/place.ts';
import {
  accidentsWhere,
  type HotspotAccidents,
  layAccidents,
  type Roads,
  type Scene,
} from '../hotspots/scene.ts';
import { MEMORY_YEARS, type ScoredMethod, type Years } from './evaluate.ts';
import { pieceAt, pieceMiddles, type RoadPieces } from './pieces.ts';

export type ScoreInput = {
  roads: Roads;
  pieces: RoadPieces;
  accidents: HotspotAccidents;
  /** What the legal rule is about, by its own words. */
  listed: HotspotAccidents;
  parameters: PredictionParameters;
  rule: LegalRule;
};

/** The roads with the accidents of some years. */
type SceneOf = (years: Years, of?: HotspotAccidents) => Scene;

/** Whole years that the legal rule looks back. */
export const ruleYears = (rule: LegalRule): number => Math.ceil(rule.months / 12);

export const yearOf = (day: string): number => Number(day.slice(0, 4));

/** The methods of hotspots, each as the hotspot run of the same parameters finds its places. */
export function hotspotMethods(input: ScoreInput): ScoredMethod[] {
  const { roads, accidents, listed, parameters, rule, pieces } = input;
  const sceneOf: SceneOf = (years, of = accidents) =>
    layAccidents(
      roads,
      accidentsWhere(of, (i) => {
        const year = yearOf(of.days[i]!);
        return year >= years.from && year <= years.through;
      }),
    );
  const dbscan = DbscanParameters.parse({ ...parameters, method: 'dbscan' });
  return [
    {
      id: 'legal_rule',
      memoryYears: ruleYears(rule),
      scoreOf: (years) => {
        const scene = sceneOf(years, listed);
        const asOf = `${years.through}-12-31`;
        const { places } = findLegalPlaces(scene, rule, { asOf, builtUp: parameters.builtUp });
        return membersOnPieces(scene, pieces, places);
      },
    },
    {
      id: 'network_kde',
      memoryYears: MEMORY_YEARS,
      scoreOf: densityScore(input, sceneOf),
    },
    {
      id: 'dbscan',
      memoryYears: MEMORY_YEARS,
      scoreOf: (years) => {
        const scene = sceneOf(years);
        return membersOnPieces(scene, pieces, findDbscanPlaces(scene.accidents, dbscan).places);
      },
    },
    { id: 'gi_star', memoryYears: MEMORY_YEARS, scoreOf: hotCellScore(input, sceneOf) },
  ];
}

/** Accidents of each piece that belong to a proposed place. */
function membersOnPieces({ snapped }: Scene, pieces: RoadPieces, places: readonly Place[]): Float64Array {
  const score = new Float64Array(pieces.lengthMetres.length);
  for (const { status, members } of places) {
    if (status !== 'proposed') continue;
    for (const { accident, role } of members) {
      const piece = pieceAt(pieces, snapped.edge[accident]!, snapped.offsetMetres[accident]!);
      if (piece >= 0 && role !== 'nearby') score[piece]!++;
    }
  }
  return score;
}

/**
 * Mean density along each piece, accidents per metre: the densest road first, as the map draws it. Pieces are not equally
 * long and the budget is one of length, so that the sum over a piece would mark long roads for being long.
 */
function densityScore(
  { roads: { graph }, pieces, parameters }: ScoreInput,
  sceneOf: SceneOf,
): ScoredMethod['scoreOf'] {
  const options = NetworkKdeParameters.parse({ ...parameters, method: 'network_kde' });
  const lixels = buildLixels(graph);
  const densityOf = createNetworkDensity(graph, lixels, options);
  return (years) => {
    const { snapped } = sceneOf(years);
    const onRoad = [...snapped.edge.keys()].filter((accident) => snapped.edge[accident]! >= 0);
    const { density } = densityOf({
      edge: onRoad.map((accident) => snapped.edge[accident]!),
      offsetMetres: onRoad.map((accident) => snapped.offsetMetres[accident]!),
    });
    const score = new Float64Array(pieces.lengthMetres.length);
    for (let edge = 0; edge < graph.edgeCount; edge++) {
      for (let lixel = lixels.first[edge]!; lixel < lixels.first[edge + 1]!; lixel++) {
        // A lixel counts where its middle lies: what is on the edge stays on the edge.
        const piece = pieceAt(pieces, edge, lixels.centreMetres[lixel]!);
        score[piece]! += density[lixel]! * lixels.lengthMetres[lixel]!;
      }
    }
    return score.map((accidentsThere, piece) => accidentsThere / pieces.lengthMetres[piece]!);
  };
}

/** z of the hot cell that holds the middle of the piece; 0 in other cells, and everywhere when there is too little to test. */
function hotCellScore(
  { roads: { graph }, pieces, parameters }: ScoreInput,
  sceneOf: SceneOf,
): ScoredMethod['scoreOf'] {
  const { edgeMetres } = parameters;
  const middles = pieceMiddles(graph, pieces);
  const cellOfPiece = Float64Array.from(middles.xs, (x, piece) =>
    hexKey(hexCellAt(x, middles.ys[piece]!, edgeMetres)),
  );
  return (years) => {
    const asOf = `${years.through}-12-31`;
    const months = 12 * (years.through - years.from + 1);
    const giStar = GiStarParameters.parse({ ...parameters, method: 'gi_star', asOf, months });
    const { cells } = findGiStarPlaces(sceneOf(years), giStar);
    const hot = new Map(
      cells.filter(({ giClass }) => giClass > 0).map((cell) => [hexKey(cell), cell.z ?? 0]),
    );
    return cellOfPiece.map((key) => hot.get(key) ?? 0);
  };
}
