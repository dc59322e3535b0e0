// SQL of the exports of the field: answers of surveys and findings. Columns are called as in an import, and places by the
// keys of their own sources, so that a file can be read in again elsewhere.
import type { Knex } from 'knex';
import { whereUnit } from '../db/filters.ts';
import type { ExportQuery, ReadLayer } from './layer.ts';

/** "source:key" of a joined record. */
const keyOf = (tx: Knex.Transaction, table: string): Knex.Raw =>
  tx.raw(`?? || ':' || ??`, [`${table}.source`, `${table}.source_key`]);

/** Text by its bytes, as every export orders it. */
const bytes = (tx: Knex.Transaction, column: string): Knex.Raw => tx.raw('?? collate "C"', [column]);

function whereField(found: Knex.QueryBuilder, table: string, query: ExportQuery, today: string): void {
  whereUnit(found, `${table}.unit_id`, query.unit, today);
  if (query.school !== undefined) found.where(`${table}.school_id`, query.school);
}

/** An answer lies at its gate, or along its stretch of the route (the whole route without one). */
const placesOfAnswers = `
  select o.*, s.invented, coalesce(g.location, case when o.from_m is null or r.length_m <= 0 then r.path
           else ST_LineSubstring(r.path, least(1, o.from_m / r.length_m), least(1, o.to_m / r.length_m)) end) as place
    from survey_observation o join survey s on s.id = o.survey_id
    left join gate g on g.id = o.gate_id left join route r on r.id = o.route_id`;

export const fieldLayers: Record<'observations' | 'findings', ReadLayer> = {
  observations: async (tx, query, today) => ({
    run: undefined,
    geometry: 'answer.place',
    properties: {
      key: 'answer.id',
      unitId: 'answer.unit_id',
      unitName: 'unit.full_name',
      schoolKey: keyOf(tx, 'school'),
      schoolName: 'school.name',
      gateKey: keyOf(tx, 'gate'),
      gateName: 'gate.name',
      routeKey: keyOf(tx, 'route'),
      routeName: 'route.name',
      fromMetres: 'answer.from_m',
      toMetres: 'answer.to_m',
      code: 'answer.code',
      value: 'answer.value',
      observedOn: 'answer.observed_on',
      invented: 'answer.invented',
    },
    rows: tx
      .from(tx.raw(`(${placesOfAnswers}) as answer`))
      .join('school', 'school.id', 'answer.school_id')
      .join('unit', 'unit.id', 'answer.unit_id')
      .leftJoin('gate', 'gate.id', 'answer.gate_id')
      .leftJoin('route', 'route.id', 'answer.route_id')
      .modify((found) => whereField(found, 'answer', query, today))
      .orderBy([
        { column: 'answer.observed_on' },
        { column: bytes(tx, 'school.source_key') },
        { column: bytes(tx, 'gate.source_key') },
        { column: bytes(tx, 'route.source_key') },
        { column: 'answer.from_m' },
        { column: bytes(tx, 'answer.code') },
        { column: 'answer.id' },
      ]),
  }),

  findings: async (tx, query, today) => ({
    run: undefined,
    geometry: 'finding.location',
    properties: {
      key: 'finding.id',
      unitId: 'finding.unit_id',
      unitName: 'unit.full_name',
      schoolKey: keyOf(tx, 'school'),
      schoolName: 'school.name',
      gateKey: keyOf(tx, 'gate'),
      routeKey: keyOf(tx, 'route'),
      reasonCode: 'finding.reason_code',
      description: 'finding.description',
      owner: 'finding.owner',
      measureCode: 'finding.measure_code',
      state: 'finding.state',
      foundOn: 'finding.found_on',
      dueOn: 'finding.due_on',
      closedOn: 'finding.closed_on',
      recommendationNumber: 'sent.document_number',
      recommendedOn: 'sent.sent_on',
      invented: 'finding.invented',
    },
    rows: tx('finding')
      .join('school', 'school.id', 'finding.school_id')
      .join('unit', 'unit.id', 'finding.unit_id')
      .leftJoin('gate', 'gate.id', 'finding.gate_id')
      .leftJoin('route', 'route.id', 'finding.route_id')
      .joinRaw(
        `left join lateral (select r.document_number, r.sent_on from recommendation r where r.finding_id = finding.id
                             order by r.sent_on desc, r.id limit 1) sent on true`,
      )
      .modify((found) => whereField(found, 'finding', query, today))
      .orderBy([
        { column: 'finding.found_on' },
        { column: bytes(tx, 'school.source_key') },
        { column: bytes(tx, 'finding.reason_code') },
        { column: bytes(tx, 'finding.source_key') },
        { column: 'finding.id' },
      ]),
  }),
};
