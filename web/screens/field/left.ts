// What of the routes is left to survey as the phone knows it: what was left at the download, without what was walked and
// answered since, by the rule of the server's ledger. Pure.
import type { FieldPack, QuestionEntry } from '../../../contract/field.ts';
import type { Position } from '../../../contract/geometry.ts';
import { passedStretches, type RouteStretch } from '../../../contract/passed-stretches.ts';
import { SurveyInput, type SurveySheet, WalkInput } from '../../../contract/survey.ts';
import { surveyedPadMetres, walksLeft } from '../../../contract/walk-next.ts';
import type { OutboxItem } from '../../outbox/item.ts';
import { withdrawalOf } from '../../outbox/withdrawals.ts';
import { partOfLine } from './along.ts';
import type { PackRoute, PackSchool } from './pack.ts';
import { inPlane, walkedLines } from './walked-lines.ts';

/** Metres from the start of a route. */
export type Stretch = PackRoute['unsurveyed'][number];

/** A route with what is left of it, and the metres that are surveyed only on this phone: not on the server yet. */
export type RouteLeft = { route: PackRoute; left: Stretch[]; onPhoneMetres: number };

/** A part of a route that is left. */
export type WalkLeft = Stretch & { route: PackRoute };

/** What was left at a moment, and what has happened on this phone since. */
export type Known = {
  pack: FieldPack;
  items: readonly OutboxItem[];
  /** What was sent before it is in `unsurveyed` already. */
  since: string;
};

/** Every route of some schools of the pack with what is left of it. */
export function routesLeft({ pack, items, since }: Known, schools: readonly PackSchool[]): RouteLeft[] {
  const counted = items.filter(({ state, sentAt }) => state !== 'sent' || (sentAt ?? '') >= since);
  const covered = counted.flatMap((item) =>
    standing(item, items) ? coveredBy(item, pack).map((stretch) => ({ ...stretch, item })) : [],
  );
  return schools
    .flatMap(({ routes }) => routes)
    .map((route) => {
      const own = covered.filter(({ routeId }) => routeId === route.id);
      const onServer = own.filter(({ item }) => item.state === 'sent').reduce(without, route.unsurveyed);
      const left = own.reduce(without, onServer);
      return { route, left, onPhoneMetres: metresOf(onServer) - metresOf(left) };
    });
}

export type SchoolLeft = {
  leftMetres: number;
  /** Surveyed, but only on this phone. */
  onPhoneMetres: number;
  lastSurveyedOn: string | null;
};

/** What is left around every school of the pack, by the school's id. */
export function schoolsLeft(known: Known): Map<string, SchoolLeft> {
  const routes = new Map(routesLeft(known, known.pack.schools).map((one) => [one.route.id, one]));
  const surveys = known.items.flatMap((item) => {
    const survey = item.kind === 'survey' && standing(item, known.items) ? surveyIn(item) : undefined;
    return survey === undefined ? [] : [survey];
  });
  return new Map(
    known.pack.schools.map((school) => {
      const own = school.routes.flatMap(({ id }) => routes.get(id) ?? []);
      const sum = (of: (one: RouteLeft) => number) => own.reduce((total, one) => total + of(one), 0);
      const done = sum(({ route, left }) => metresOf(route.unsurveyed) - metresOf(left));
      const days = surveys.filter(({ schoolId }) => schoolId === school.id).map((one) => one.surveyedOn);
      const left: SchoolLeft = {
        leftMetres: Math.max(0, school.requiredMetres - school.surveyedMetres - done),
        onPhoneMetres: sum(({ onPhoneMetres }) => onPhoneMetres),
        lastSurveyedOn: [school.lastSurveyedOn ?? '', ...days].sort().at(-1) || null,
      };
      return [school.id, left];
    }),
  );
}

/** The part to survey next, by the rule of the server; null when nothing is left. */
export function nextWalk(routes: readonly RouteLeft[]): WalkLeft | null {
  const parts = [...routes]
    .sort((a, b) => (a.route.id < b.route.id ? -1 : 1))
    .flatMap(({ route, left }) => left.map((stretch): WalkLeft => ({ route, ...stretch })));
  const [first] = walksLeft(
    parts.map(({ route, fromMetres, toMetres }) => ({
      lengthMetres: toMetres - fromMetres,
      pupilFlow: route.pupils,
      isSurveyed: false,
    })),
  );
  return first === undefined ? null : (parts[first] ?? null);
}

/** What is left of the routes as lines. */
export function linesOf(routes: readonly RouteLeft[]): Position[][] {
  return routes.flatMap(({ route: { path, lengthMetres }, left }) =>
    left.map((stretch) => partOfLine(path.coordinates, lengthMetres, stretch)),
  );
}

/** Neither it nor the survey it was made on was withdrawn here. */
function standing({ id, body }: OutboxItem, items: readonly OutboxItem[]): boolean {
  const surveyId = 'surveyId' in body && typeof body.surveyId === 'string' ? body.surveyId : id;
  return withdrawalOf(items, id) === undefined && withdrawalOf(items, surveyId) === undefined;
}

/** Stretches that an item makes surveyed, without the few metres past their ends; none for what is no survey or walk. */
function coveredBy(item: OutboxItem, pack: FieldPack): RouteStretch[] {
  if (item.kind === 'survey') return (surveyIn(item)?.sheets ?? []).flatMap((sheet) => answered(sheet, pack));
  return item.kind === 'walk' ? walked(item, pack) : [];
}

function surveyIn({ body }: OutboxItem): SurveyInput | undefined {
  return SurveyInput.safeParse(body).data;
}

/** An answer without a stretch is about the whole route; "not observed" is no observation. */
function answered({ routeId, fromMetres, toMetres, answers }: SurveySheet, pack: FieldPack): RouteStretch[] {
  const isObserved = answers.some(({ question, answer }) => {
    const known: QuestionEntry | undefined = pack.codes.questions.find(({ id }) => id === question);
    return known?.answers.some(({ id, observation }) => id === answer && observation !== undefined);
  });
  if (routeId === undefined || !isObserved) return [];
  return [{ routeId, fromMetres: fromMetres ?? 0, toMetres: toMetres ?? Number.POSITIVE_INFINITY }];
}

/** What walks passed is found once for each walk: a walk is never changed, and has thousands of positions. */
const passedBefore = new WeakMap<FieldPack, Map<string, RouteStretch[]>>();

function walked({ id, body }: OutboxItem, pack: FieldPack): RouteStretch[] {
  const known = passedBefore.get(pack) ?? new Map<string, RouteStretch[]>();
  passedBefore.set(pack, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const walk = WalkInput.safeParse(body).data;
  const passed = walk === undefined ? [] : passedBy(walk, pack);
  known.set(id, passed);
  return passed;
}

function passedBy(walk: WalkInput, pack: FieldPack): RouteStretch[] {
  const toPlane = inPlane(pack.schools[0]?.location.coordinates ?? [0, 0]);
  const lines = walkedLines(walk, toPlane);
  return pack.schools
    .flatMap(({ routes }) => routes)
    .flatMap(({ id, lengthMetres, path }) =>
      passedStretches({ id, lengthMetres, path: path.coordinates.map(toPlane) }, lines),
    );
}

/** Stretches without one that was surveyed and the few metres past its ends. */
function without(stretches: readonly Stretch[], surveyed: Stretch): Stretch[] {
  const from = surveyed.fromMetres - surveyedPadMetres;
  const to = surveyed.toMetres + surveyedPadMetres;
  return stretches
    .flatMap(({ fromMetres, toMetres }) => [
      { fromMetres, toMetres: Math.min(toMetres, from) },
      { fromMetres: Math.max(fromMetres, to), toMetres },
    ])
    .filter(({ fromMetres, toMetres }) => fromMetres < toMetres);
}

function metresOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { fromMetres, toMetres }) => sum + toMetres - fromMetres, 0);
}
