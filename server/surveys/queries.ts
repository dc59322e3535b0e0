// All SQL of surveys recorded in the field, with the observations made from their answers.
import type { Knex } from 'knex';
import type { QuestionEntry } from '../../contract/field.ts';
import type { Survey, SurveyInput, SurveySheet } from '../../contract/survey.ts';
import { writeAudit } from '../audit.ts';
import { type FieldWrite, findRecord, keepRecord, lockId } from '../field/record-queries.ts';
import { requireChosen } from '../field/withdrawn-records.ts';
import { importedId } from '../imports/identity.ts';
import { Problem } from '../problem.ts';
import type { SurveyHead } from './gpx.ts';
import { observationsOf } from './observations.ts';

/** One survey as the account sees it. Throws `not-found`. */
export async function getSurvey(tx: Knex.Transaction, id: string, accountId: string): Promise<Survey> {
  const { rows } = await tx.raw<{ rows: Survey[] }>(
    `select s.id, s.school_id as "schoolId", s.unit_id as "unitId", s.surveyed_on as "surveyedOn", s.revision,
            coalesce(f.account_id = :accountId::uuid, false) as "isOwn",
            (select coalesce(json_agg(json_strip_nulls(json_build_object('gateId', h.gate_id, 'routeId', h.route_id,
                      'fromMetres', h.from_m, 'toMetres', h.to_m, 'answers', h.answers)) order by h.number), '[]')
               from survey_sheet h where h.survey_id = s.id) as sheets,
            (select coalesce(json_agg(json_build_object('code', o.code, 'value', o.value) order by o.code, o.id), '[]')
               from survey_observation o where o.survey_id = s.id) as observations
       from survey s left join field_record f on f.record_id = s.id
      where s.id = :id`,
    { id, accountId },
  );
  const survey = rows[0];
  if (survey === undefined) throw new Problem('not-found');
  return survey;
}

/** What an export says of a survey, and its unit. Throws `not-found`. */
export async function getSurveyHead(
  tx: Knex.Transaction,
  id: string,
): Promise<SurveyHead & { unitId: string }> {
  const head = await tx('survey')
    .join('school', 'school.id', 'survey.school_id')
    .select({
      unitId: 'survey.unit_id',
      schoolName: 'school.name',
      surveyedOn: 'survey.surveyed_on',
      invented: 'survey.invented',
    })
    .where('survey.id', id)
    .first<(SurveyHead & { unitId: string }) | undefined>();
  if (head === undefined) throw new Problem('not-found');
  return head;
}

/**
 * Stores a survey under the client's id. The same id and body again gives the stored one; another body needs the base
 * revision it was made from, else `stale-revision` with the survey as it stands (null when it was deleted).
 */
export async function putSurvey(
  tx: Knex.Transaction,
  input: SurveyInput,
  questions: readonly QuestionEntry[],
  write: FieldWrite,
): Promise<Survey> {
  const { id } = write;
  await lockId(tx, id);
  await requireChosen(tx, write, input.baseRevision);
  const known = await findRecord(tx, id);
  const stored = await tx('survey')
    .select('revision')
    .where({ id })
    .first<{ revision: number } | undefined>();
  if (stored !== undefined && known?.bodySha256 === write.bodySha256)
    return getSurvey(tx, id, write.accountId);
  if (input.baseRevision !== stored?.revision) {
    const current = stored === undefined ? null : await getSurvey(tx, id, write.accountId);
    throw new Problem('stale-revision', { current });
  }
  const unitId = await unitOfSchool(tx, input.schoolId);
  await requireOwnPlaces(tx, input);
  const row = { unit_id: unitId, school_id: input.schoolId, surveyed_on: input.surveyedOn };
  const revision = (stored?.revision ?? 0) + 1;
  if (stored === undefined) await tx('survey').insert({ id, ...row, account_id: write.accountId });
  else
    await tx('survey')
      .where({ id })
      .update({ ...row, revision });
  await keepRecord(tx, 'survey', unitId, write);
  await replaceSheets(tx, id, unitId, input, questions);
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: stored === undefined ? 'record' : 'change',
    table: 'survey',
    recordId: id,
    unitId,
    detail: { school: input.schoolId, sheets: input.sheets.length, revision },
  });
  return getSurvey(tx, id, write.accountId);
}

async function unitOfSchool(tx: Knex.Transaction, id: string): Promise<string> {
  const school = await tx('school')
    .select('unit_id as unitId')
    .where({ id })
    .first<{ unitId: string } | undefined>();
  if (school === undefined) throw new Problem('reference-missing');
  return school.unitId;
}

/** Every gate and route of the sheets must be of the school: else an answer would count at another one. */
async function requireOwnPlaces(tx: Knex.Transaction, { schoolId, sheets }: SurveyInput): Promise<void> {
  const wanted = new Set(sheets.map((sheet) => sheet.gateId ?? sheet.routeId));
  const { rows } = await tx.raw<{ rows: { count: number }[] }>(
    `select (select count(*) from gate where school_id = :schoolId::uuid and id = any (:ids::uuid[]))
          + (select count(*) from route where school_id = :schoolId::uuid and id = any (:ids::uuid[])) as count`,
    { schoolId, ids: [...wanted] },
  );
  if (rows[0]?.count !== wanted.size) throw new Problem('reference-missing');
}

async function replaceSheets(
  tx: Knex.Transaction,
  surveyId: string,
  unitId: string,
  input: SurveyInput,
  questions: readonly QuestionEntry[],
): Promise<void> {
  await tx('survey_sheet').where({ survey_id: surveyId }).delete();
  await tx('survey_observation').where({ survey_id: surveyId }).delete();
  for (const [number, sheet] of input.sheets.entries()) {
    const place = {
      survey_id: surveyId,
      unit_id: unitId,
      gate_id: sheet.gateId ?? null,
      route_id: sheet.routeId ?? null,
      from_m: sheet.fromMetres ?? null,
      to_m: sheet.toMetres ?? null,
    };
    await tx('survey_sheet').insert({ ...place, number, answers: JSON.stringify(sheet.answers) });
    const observations = observationsOf(sheet.answers, questions).map(({ code, value }) => ({
      ...place,
      id: importedId('survey_observation', surveyId, `${number}|${code}`),
      school_id: input.schoolId,
      code,
      value,
      observed_on: input.surveyedOn,
    }));
    if (observations.length > 0) await tx('survey_observation').insert(observations);
  }
}

/** The latest sheet about each gate and stretch of the schools, by school: what new answers start from. */
export async function listLastSheets(
  tx: Knex.Transaction,
  schoolIds: readonly string[],
): Promise<Map<string, SurveySheet[]>> {
  const { rows } = await tx.raw<{ rows: { schoolId: string; sheet: SurveySheet }[] }>(
    `select school_id as "schoolId", sheet from (
       select distinct on (h.gate_id, h.route_id, h.from_m, h.to_m) s.school_id, h.gate_id, h.route_id, h.from_m,
              json_strip_nulls(json_build_object('gateId', h.gate_id, 'routeId', h.route_id, 'fromMetres', h.from_m,
                'toMetres', h.to_m, 'answers', h.answers)) as sheet
         from survey_sheet h join survey s on s.id = h.survey_id
        where s.school_id = any (:schoolIds::uuid[])
        order by h.gate_id, h.route_id, h.from_m, h.to_m, s.surveyed_on desc, s.id) latest
      order by school_id, gate_id, route_id, from_m`,
    { schoolIds: [...schoolIds] },
  );
  const bySchool = new Map<string, SurveySheet[]>();
  for (const { schoolId, sheet } of rows) bySchool.set(schoolId, [...(bySchool.get(schoolId) ?? []), sheet]);
  return bySchool;
}
