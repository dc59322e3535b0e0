// All SQL of the register of gate models.
import type { Knex } from 'knex';
import type { ChecklistAnswer, GateModel } from '../../contract/gate-model.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import type { Recognition, StoredState } from './transitions.ts';

export type StoredModel = Omit<GateModel, 'state'> & { state: StoredState };

/** Models in one's scope, of one school or by id: the soonest due first, then by school. */
async function readModels(
  tx: Knex.Transaction,
  wanted: { school: string | null; id: string | null },
): Promise<StoredModel[]> {
  const { rows } = await tx.raw<{ rows: StoredModel[] }>(
    `select m.id, m.school_id as "schoolId", s.name as "schoolName", m.unit_id as "unitId", m.state,
            m.checklist_id as "checklistId", m.answers, m.document_number as "documentNumber",
            m.document_on as "documentOn", m.due_on as "dueOn", m.revision, s.invented,
            (select coalesce(json_agg(json_build_object('from', h.from_state, 'to', h.to_state, 'note', h.note,
                      'at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by h.id), '[]')
               from gate_model_step h where h.model_id = m.id) as steps
       from gate_model m join school s on s.id = m.school_id
      where (:school::uuid is null or m.school_id = :school) and (:id::uuid is null or m.id = :id)
      order by m.due_on nulls last, s.name, m.id`,
    wanted,
  );
  return rows;
}

export function listModels(tx: Knex.Transaction, school: string | undefined): Promise<StoredModel[]> {
  return readModels(tx, { school: school ?? null, id: null });
}

export async function findModel(tx: Knex.Transaction, id: string): Promise<StoredModel | undefined> {
  await tx.raw('select id from gate_model where id = :id for update', { id });
  return (await readModels(tx, { school: null, id }))[0];
}

/** Nobody for what the demo town came with. */
export type Author = { accountId: string | null; now: Date };

/** Adds a proposal. Throws `not-found` for a school outside one's scope, `already-exists` for one that has a model. */
export async function addModel(
  tx: Knex.Transaction,
  model: { id: string; schoolId: string; checklistId: string; answers: readonly ChecklistAnswer[] },
  author: Author,
): Promise<void> {
  const { rows } = await tx.raw<{ rows: { unitId: string }[] }>(
    `insert into gate_model (id, school_id, unit_id, checklist_id, answers)
     select :id, s.id, s.unit_id, :checklistId, :answers::jsonb from school s where s.id = :schoolId
     returning unit_id as "unitId"`,
    { ...model, answers: JSON.stringify(model.answers) },
  );
  const unitId = rows[0]?.unitId;
  if (unitId === undefined) throw new Problem('not-found');
  await addStep(tx, { ...model, unitId, from: null, to: 'proposed', note: '' }, author);
}

export async function saveAnswers(
  tx: Knex.Transaction,
  model: StoredModel,
  answers: readonly ChecklistAnswer[],
  { accountId, now }: Author,
): Promise<void> {
  await tx.raw('update gate_model set answers = :answers::jsonb, revision = revision + 1 where id = :id', {
    id: model.id,
    answers: JSON.stringify(answers),
  });
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'change',
    table: 'gate_model',
    recordId: model.id,
    unitId: model.unitId,
    detail: { answers: answers.length },
  });
}

export type Advance = Recognition & { to: StoredState; note: string };

export async function advance(
  tx: Knex.Transaction,
  model: StoredModel,
  { to, note, ...document }: Advance,
  author: Author,
): Promise<void> {
  await tx.raw(
    `update gate_model set state = :to, document_number = :documentNumber, document_on = :documentOn, due_on = :dueOn,
            revision = revision + 1 where id = :id`,
    { id: model.id, to, ...document },
  );
  await addStep(tx, { ...model, from: model.state, to, note }, author);
}

/** The history of a model, with the answers as they were. */
async function addStep(
  tx: Knex.Transaction,
  step: {
    id: string;
    unitId: string;
    from: StoredState | null;
    to: StoredState;
    note: string;
    answers: readonly ChecklistAnswer[];
  },
  { accountId, now }: Author,
): Promise<void> {
  await tx.raw(
    `insert into gate_model_step (model_id, unit_id, from_state, to_state, at, account_id, note, answers)
     values (:id, :unitId, :from, :to, :now, :accountId, :note, :answers::jsonb)`,
    {
      id: step.id,
      unitId: step.unitId,
      from: step.from,
      to: step.to,
      now,
      accountId,
      note: step.note,
      answers: JSON.stringify(step.answers),
    },
  );
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'state',
    table: 'gate_model',
    recordId: step.id,
    unitId: step.unitId,
    detail: { from: step.from, to: step.to },
  });
}
