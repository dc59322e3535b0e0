// All SQL of sensitivity runs: the weights they vary, their results, and reading these under a person's scope.
import type { Knex } from 'knex';
import type { OperationReply } from '../../contract/operation.ts';
import type { getSensitivity, RiskVariant } from '../../contract/risk.ts';
import { severityWeights } from '../presets/values.ts';
import type { SensitivityInput, SensitivityOutput } from './compute-sensitivity.ts';
import { ROBUST_FROM } from './sensitivity.ts';

/** Every preset of severity weights, by id. */
export async function readWeights(tx: Knex.Transaction): Promise<SensitivityInput['weights']> {
  const { rows } = await tx.raw<{ rows: { id: string; value: unknown }[] }>(
    `select id, value from preset where kind = 'severity_weights' order by id collate "C"`,
  );
  return rows.map(({ id, value }) => ({ id, value: severityWeights(value) }));
}

/** Writes the results of a run. System scope. */
export async function writeSensitivity(
  tx: Knex.Transaction,
  runId: string,
  { variants, schools }: SensitivityOutput,
): Promise<void> {
  await tx.raw(
    `insert into risk_variant (run_id, number, parameters, tau, overlap)
     select :runId, r.* from jsonb_to_recordset(:rows::jsonb)
         as r (number int, parameters jsonb, tau float8, overlap float8)`,
    { runId, rows: JSON.stringify(variants) },
  );
  await tx.raw(
    `insert into risk_robust (run_id, school_id, unit_id, rank, top_share, p_robust)
     select :runId, r.* from jsonb_to_recordset(:rows::jsonb)
         as r ("schoolId" uuid, "unitId" text, rank int, "topShare" float8, "pRobust" float8)`,
    { runId, rows: JSON.stringify(schools) },
  );
}

type Sensitivity = Omit<OperationReply<typeof getSensitivity>, 'run'>;

/** The variants of a run, and a page of its schools in one's scope by rank; `after` is a rank. */
export async function readSensitivity(
  tx: Knex.Transaction,
  runId: string,
  page: { limit: number; after?: string | undefined },
): Promise<Sensitivity> {
  const { rows: variants } = await tx.raw<{ rows: RiskVariant[] }>(
    'select number, parameters, tau, overlap from risk_variant where run_id = :runId order by number',
    { runId },
  );
  const { rows: sizes } = await tx.raw<{ rows: { top: number | null; total: number }[] }>(
    `select (select (notes ->> 'top')::int from run where id = :runId) as top,
            (select count(*) from risk_robust where run_id = :runId) as total`,
    { runId },
  );
  const { rows } = await tx.raw<{ rows: Sensitivity['schools'] }>(
    `select r.school_id as "schoolId", s.name as "schoolName", r.unit_id as "unitId", u.full_name as "unitName", r.rank,
            r.top_share as "topShare", r.top_share >= :robustFrom as "isRobust", r.p_robust as "pRobust"
       from risk_robust r join school s on s.id = r.school_id join unit u on u.id = r.unit_id
      where r.run_id = :runId and r.rank > :after::int order by r.rank limit :limit`,
    { runId, robustFrom: ROBUST_FROM, after: page.after ?? '0', limit: page.limit + 1 },
  );
  const schools = rows.slice(0, page.limit);
  const last = schools.at(-1);
  return {
    top: sizes[0]?.top ?? null,
    variants,
    schools,
    total: sizes[0]?.total ?? 0,
    next: rows.length > page.limit && last ? String(last.rank) : null,
  };
}
