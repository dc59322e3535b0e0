// Two versions of a record of the field, field by field in words: what a person compares to choose one. Pure.
import { z } from 'zod';
import { FindingOwner, type GateKind } from '../../../contract/codes.ts';
import type { FieldCodes } from '../../../contract/field.ts';
import { Point } from '../../../contract/geometry.ts';
import { SurveySheet } from '../../../contract/survey.ts';
import { formatDay } from '../../format.ts';
import type { Words } from '../../text/words.ts';

/** What names the places of a record: a school as a phone or the server knows it. */
export type NamedSchool = {
  name: string;
  gates: readonly { id: string; name: string | null; kind: GateKind }[];
  routes: readonly { id: string; name: string | null }[];
};

/** What the words of a record are taken from; without them codes and places stay unnamed. */
export type Naming = { codes: FieldCodes | null; school: NamedSchool | null };

/** `mine` and `theirs` in words; null where a version says nothing. */
export type VersionRow = { label: string; mine: string | null; theirs: string | null; isSame: boolean };

/** Rows of a survey or a finding, those that differ first; none for what is neither. */
export function versionRows(mine: unknown, theirs: unknown, naming: Naming, words: Words): VersionRow[] {
  const [own, other] = [textsOf(mine, naming, words), textsOf(theirs, naming, words)];
  const rows = [...new Set([...own.keys(), ...other.keys()])].map((label): VersionRow => {
    const [a, b] = [own.get(label) ?? null, other.get(label) ?? null];
    return { label, mine: a, theirs: b, isSame: a === b };
  });
  return [...rows.filter(({ isSame }) => !isSame), ...rows.filter(({ isSame }) => isSame)];
}

const text = z.string().nullish();
const FindingVersion = z.object({
  reasonCode: z.string(),
  owner: FindingOwner,
  measureCode: text,
  dueOn: text,
  description: text,
  location: Point,
  foundOn: z.string(),
  gateId: text,
  routeId: text,
});
const SurveyVersion = z.object({ surveyedOn: z.string(), sheets: z.array(SurveySheet) });

function textsOf(version: unknown, naming: Naming, words: Words): Map<string, string> {
  const finding = FindingVersion.safeParse(version).data;
  if (finding !== undefined) return findingTexts(finding, naming, words);
  const survey = SurveyVersion.safeParse(version).data;
  return survey === undefined ? new Map() : surveyTexts(survey, naming, words);
}

function findingTexts(
  finding: z.infer<typeof FindingVersion>,
  { codes, school }: Naming,
  words: Words,
): Map<string, string> {
  const { t, language } = words;
  const { reasonCode, measureCode, description, owner, foundOn, dueOn, gateId, routeId } = finding;
  const [longitude, latitude] = finding.location.coordinates;
  const reason = codes?.reasons.find(({ id }) => id === reasonCode);
  const measure = codes?.measures.find(({ id }) => id === measureCode);
  const texts: [string, string | null | undefined][] = [
    [t('field.version.reason'), reason?.[language] ?? words.code('observation', reasonCode)],
    [t('field.version.owner'), t(`findingOwner.${owner}`)],
    [t('field.version.measure'), measure?.[language] ?? measureCode],
    [t('field.version.due'), dueOn && formatDay(dueOn)],
    [t('field.version.description'), description],
    // To a metre.
    [t('field.version.place'), `${words.decimal(latitude, 5)}; ${words.decimal(longitude, 5)}`],
    [t('field.version.gate'), gateId && gateName(gateId, school, words)],
    [t('field.version.route'), routeId && routeName(routeId, school, words)],
    [t('field.version.foundOn'), formatDay(foundOn)],
  ];
  return new Map(texts.flatMap(([label, value]) => (value ? [[label, value]] : [])));
}

function surveyTexts(
  { surveyedOn, sheets }: z.infer<typeof SurveyVersion>,
  { codes, school }: Naming,
  words: Words,
): Map<string, string> {
  const { t, language } = words;
  const texts = new Map<string, string>([[t('field.version.surveyedOn'), formatDay(surveyedOn)]]);
  for (const sheet of sheets) {
    const place = placeName(sheet, school, words);
    for (const { question, answer, value } of sheet.answers) {
      const entry = codes?.questions.find(({ id }) => id === question);
      const said = entry?.answers.find(({ id }) => id === answer)?.[language];
      const shown = answer === 'not_observed' ? t('field.observe.notObserved') : (said ?? answer);
      texts.set(
        `${place} · ${entry?.[language] ?? question}`,
        value === undefined ? shown : `${shown} (${words.amount(value)})`,
      );
    }
  }
  return texts;
}

function placeName(sheet: SurveySheet, school: NamedSchool | null, words: Words): string {
  const { gateId, routeId, fromMetres, toMetres } = sheet;
  if (gateId !== undefined) return gateName(gateId, school, words);
  const route = routeName(routeId ?? '', school, words);
  if (fromMetres === undefined || toMetres === undefined) return route;
  const metres = { from: words.count(fromMetres), to: words.count(toMetres) };
  return `${route}, ${words.t('field.route.metres', metres)}`;
}

function gateName(id: string, school: NamedSchool | null, { t, count }: Words): string {
  const number = school?.gates.findIndex((gate) => gate.id === id) ?? -1;
  const gate = school?.gates[number];
  if (gate === undefined) return t('field.version.unknownGate');
  return gate.name ?? t('field.school.gate', { number: count(number + 1) });
}

function routeName(id: string, school: NamedSchool | null, { t, count }: Words): string {
  const number = school?.routes.findIndex((route) => route.id === id) ?? -1;
  const route = school?.routes[number];
  if (route === undefined) return t('field.version.unknownRoute');
  return route.name ?? t('field.school.route', { number: count(number + 1) });
}
