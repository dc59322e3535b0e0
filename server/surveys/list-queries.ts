// All SQL of the list of surveys of a school. Apart from recording them, which is long enough.
import type { Knex } from 'knex';
import type { SurveyRow } from '../../contract/survey.ts';
import { Problem } from '../problem.ts';

/** Surveys of a school, newest first, imported ones too. Throws `not-found` for a school that may not be seen. */
export async function listSurveys(
  tx: Knex.Transaction,
  schoolId: string,
  { limit, accountId }: { limit: number; accountId: string },
): Promise<{ surveys: SurveyRow[]; total: number }> {
  const { rows: counted } = await tx.raw<{ rows: { total: number }[] }>(
    `select (select count(*)::int from survey s where s.school_id = c.id) as total from school c where c.id = :schoolId`,
    { schoolId },
  );
  if (counted[0] === undefined) throw new Problem('not-found');
  const { rows: surveys } = await tx.raw<{ rows: SurveyRow[] }>(
    `select s.id, s.surveyed_on as "surveyedOn", s.revision, coalesce(f.account_id = :accountId::uuid, false) as "isOwn",
            place.gates, place.stretches,
            (select count(*)::int from photo p where p.survey_id = s.id and p.content is not null) as photos,
            walk.walks, walk.metres as "walkedMetres", s.invented
       from survey s left join field_record f on f.record_id = s.id
      cross join lateral (
        select count(distinct a.gate_id)::int as gates,
               (count(distinct (a.route_id, a.from_m, a.to_m)) filter (where a.route_id is not null))::int as stretches
          from (select gate_id, route_id, from_m, to_m from survey_sheet where survey_id = s.id
                union all
                select gate_id, route_id, from_m, to_m from survey_observation where survey_id = s.id) a) place
      cross join lateral (
        select count(*)::int as walks, round(coalesce(sum(matched_m), 0)::numeric, 1)::float8 as metres
          from survey_walk where survey_id = s.id) walk
      where s.school_id = :schoolId
      order by s.surveyed_on desc, s.id limit :limit::int`,
    { schoolId, accountId, limit },
  );
  return { surveys, total: counted[0].total };
}
