// Two runs compared: what the reader may see of them, and why it differs.
import type { Knex } from 'knex';
import { Band } from '../../contract/codes.ts';
import type { ComparedHotspot, ComparedSchool, Comparison } from '../../contract/comparison.ts';
import type { HotspotSummary } from '../../contract/hotspot.ts';
import type { Run } from '../../contract/run.ts';
import { RiskRunParameters } from '../../contract/run-parameters.ts';
import { changedAccidents, type FactsVersion, factsVersionOf, isWhole } from '../changes/queries.ts';
import { insideSystemScope } from '../db/scope.ts';
import { listHotspots } from '../hotspots/queries.ts';
import { roundCentimetre } from '../network/queries.ts';
import { findRiskParameters } from '../presets/queries.ts';
import { Problem } from '../problem.ts';
import { touchedSchools } from '../risk/incremental-queries.ts';
import { getRun } from '../runs/queries.ts';
import { getTerritory } from '../territory/queries.ts';
import {
  causeOf,
  compareHotspots,
  compareRanks,
  type Differences,
  differingParameters,
  type PlaceMatch,
} from './compare.ts';
import { findRunBefore, readPlaces, readRanks } from './queries.ts';

type Versions = { before: FactsVersion; after: FactsVersion } | null;

/**
 * Compares a run with the one before it, or with the one named. The results shown are those of the reader's scope. Places
 * are matched by all their accidents, whosever they are, so that every reader gets the same answer; of records outside
 * the scope only counts are told. At most `limit` schools.
 * Throws `not-found`, `run-not-done`, and `runs-not-comparable` for runs of two kinds or of a kind without places and ranks.
 */
export async function comparison(
  tx: Knex.Transaction,
  asked: { after: string; before: string | undefined; limit: number; today: string },
): Promise<Comparison> {
  const after = await doneRun(tx, asked.after);
  const before = await doneRun(tx, asked.before ?? (await findRunBefore(tx, after.id)));
  if (before.kind !== after.kind || !(after.kind === 'hotspots' || after.kind === 'risk')) {
    throw new Problem('runs-not-comparable');
  }
  const { parameters, factsChanged, programChanged, versions } = await differencesOf(tx, before, after);
  const differences = { parameters: parameters.length > 0, facts: factsChanged, program: programChanged };
  const common = { before, after, parameters, factsChanged, programChanged };
  return after.kind === 'hotspots'
    ? {
        ...common,
        hotspots: await comparedHotspots(tx, common, differences, versions, asked.today),
        ranks: null,
      }
    : {
        ...common,
        hotspots: null,
        ranks: await comparedRanks(tx, common, differences, versions, asked.limit),
      };
}

async function doneRun(tx: Knex.Transaction, id: string | undefined): Promise<Run> {
  const run = id === undefined ? undefined : await getRun(tx, id);
  if (run === undefined) throw new Problem('not-found');
  if (run.status !== 'done') throw new Problem('run-not-done');
  return run;
}

/** What differs between two finished runs of a kind, as a whole. */
async function differencesOf(tx: Knex.Transaction, before: Run, after: Run) {
  const versions = await versionsOf(tx, before.id, after.id);
  return {
    parameters: differingParameters(before.parameters, after.parameters),
    factsChanged:
      before.dataFingerprint !== after.dataFingerprint &&
      (versions === null ||
        versions.before.seq !== versions.after.seq ||
        versions.before.count !== versions.after.count),
    programChanged: before.codeVersion !== after.codeVersion,
    versions,
  };
}

/**
 * One school of two finished risk runs, as the reader may see it, and the parameters that differ between them. Throws
 * `not-found` when neither run has the school.
 */
export async function comparedSchool(
  tx: Knex.Transaction,
  before: Run,
  after: Run,
  schoolId: string,
): Promise<ComparedSchool & Pick<Comparison, 'parameters'>> {
  const [school] = compareRanks(
    await readRanks(tx, before.id, schoolId),
    await readRanks(tx, after.id, schoolId),
  );
  if (school === undefined) throw new Problem('not-found');
  const { parameters, factsChanged, programChanged, versions } = await differencesOf(tx, before, after);
  if (school.change === 'same') return { ...school, cause: null, parameters };
  // Only where both differ does it matter whether the school's own facts did.
  const touched =
    parameters.length > 0 && factsChanged && versions !== null
      ? await insideSystemScope(tx, () => touchedBetween(tx, versions, after.parameters))
      : null;
  const differences = { parameters: parameters.length > 0, facts: factsChanged, program: programChanged };
  return { ...school, cause: causeOf(differences, touched?.has(schoolId) ?? null), parameters };
}

async function versionsOf(tx: Knex.Transaction, beforeId: string, afterId: string): Promise<Versions> {
  const [before, after] = [await factsVersionOf(tx, beforeId), await factsVersionOf(tx, afterId)];
  return before === null || after === null ? null : { before, after };
}

type Pair = { before: Run; after: Run };

async function comparedHotspots(
  tx: Knex.Transaction,
  { before, after }: Pair,
  differences: Differences,
  versions: Versions,
  today: string,
): Promise<Comparison['hotspots']> {
  const shown = async (run: Run): Promise<Map<number, HotspotSummary>> =>
    new Map((await listHotspots(tx, run.id, { nearMiss: false }, today)).map((one) => [one.number, one]));
  const [shownBefore, shownAfter] = [await shown(before), await shown(after)];
  const { metricSrid } = await getTerritory(tx);
  const { matches, changes } = await insideSystemScope(tx, async () => ({
    matches: compareHotspots(
      await readPlaces(tx, before.id, metricSrid),
      await readPlaces(tx, after.id, metricSrid),
    ),
    changes: versions && (await changedAccidents(tx, versions.before, versions.after)),
  }));
  const isTouched = ({ members }: PlaceMatch): boolean | null => {
    if (changes === null) return null;
    return members.some((member) => changes.ids.has(member)) || (changes.isWhole ? false : null);
  };
  const places = matches
    .map(
      (match): ComparedHotspot => ({
        change: match.change,
        cause: match.change === 'same' ? null : causeOf(differences, isTouched(match)),
        before: match.before === null ? null : (shownBefore.get(match.before) ?? null),
        after: match.after === null ? null : (shownAfter.get(match.after) ?? null),
        sharedAccidents: match.sharedAccidents,
        movedMetres: match.movedMetres === null ? null : roundCentimetre(match.movedMetres),
      }),
    )
    .filter((place) => place.before !== null || place.after !== null);
  const of = (change: ComparedHotspot['change']) => places.filter((place) => place.change === change);
  const ordered = [of('new'), of('gone'), of('moved'), of('changed'), of('same')];
  const [isNew, gone, moved, changed, same] = ordered.map((group) => group.length);
  return {
    counts: { same: same ?? 0, changed: changed ?? 0, moved: moved ?? 0, new: isNew ?? 0, gone: gone ?? 0 },
    places: ordered.flat(),
  };
}

async function comparedRanks(
  tx: Knex.Transaction,
  { before, after }: Pair,
  differences: Differences,
  versions: Versions,
  limit: number,
): Promise<Comparison['ranks']> {
  const compared = compareRanks(await readRanks(tx, before.id), await readRanks(tx, after.id));
  const touched =
    versions && (await insideSystemScope(tx, () => touchedBetween(tx, versions, after.parameters)));
  const schools = compared.map(
    (school): ComparedSchool => ({
      ...school,
      cause: school.change === 'same' ? null : causeOf(differences, touched?.has(school.schoolId) ?? null),
    }),
  );
  const count = (is: (school: ComparedSchool) => boolean) => schools.filter(is).length;
  const bandStep = ({ before: a, after: b }: ComparedSchool): number =>
    a === null || b === null ? 0 : Band.options.indexOf(b.band) - Band.options.indexOf(a.band);
  return {
    counts: {
      same: count(({ change }) => change === 'same'),
      changed: count(({ change }) => change === 'changed'),
      new: count(({ change }) => change === 'new'),
      gone: count(({ change }) => change === 'gone'),
      meaningful: count(({ isMeaningful }) => isMeaningful === true),
      worseBand: count((school) => bandStep(school) > 0),
      betterBand: count((school) => bandStep(school) < 0),
    },
    total: schools.length,
    schools: schools.slice(0, limit),
  };
}

/** Schools whose own facts changed between two runs; null when that is not known. */
async function touchedBetween(
  tx: Knex.Transaction,
  { before, after }: { before: FactsVersion; after: FactsVersion },
  parameters: unknown,
): Promise<Set<string> | null> {
  const [from, to] = before.seq <= after.seq ? [before, after] : [after, before];
  if (!(await isWhole(tx, to))) return null;
  const { presetId, weightsId } = RiskRunParameters.parse(parameters);
  const touched = await touchedSchools(
    tx,
    { from, to: to.seq },
    await findRiskParameters(tx, presetId, weightsId),
  );
  return touched && new Set(touched);
}
