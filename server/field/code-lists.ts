// The dated code lists of the field (data/presets): which questions, reasons, measures and rules hold on a day.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { FieldCodes } from '../../contract/field.ts';

const dated = { validFrom: z.iso.date(), validTo: z.iso.date().nullable() };
const SurveyLists = z.object({
  lists: z.array(FieldCodes.pick({ questions: true }).extend(dated)).min(1),
});
const FindingLists = z.object({
  lists: z.array(FieldCodes.omit({ questions: true }).extend(dated)).min(1),
});

const folder = new URL('../../data/presets/', import.meta.url);
const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(name, folder), 'utf8'));

const surveyLists = SurveyLists.parse(await read('survey.json')).lists;
const findingLists = FindingLists.parse(await read('finding.json')).lists;

/** The lists of a day ("2026-11-21"); a day before the first list has the first. */
export function fieldCodes(day: string): FieldCodes {
  const { questions } = holdingOn(surveyLists, day);
  const { reasons, measures, spotRules } = holdingOn(findingLists, day);
  return { questions, reasons, measures, spotRules };
}

function holdingOn<List extends { validFrom: string; validTo: string | null }>(
  lists: readonly List[],
  day: string,
): List {
  const found =
    lists.findLast((list) => list.validFrom <= day && (list.validTo === null || day <= list.validTo)) ??
    lists[0];
  if (found === undefined) throw new Error('there is no code list');
  return found;
}
