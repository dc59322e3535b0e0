// SQL of exports: each layer as rows in a fixed order that does not hang on random ids or on a database's collation.
import type { Knex } from 'knex';
import type { ExportLayer } from '../../contract/delivery.ts';
import { whereAccidents, whereInBox, whereSchools, whereUnit } from '../db/filters.ts';
import { overviewLayer } from '../overview/export-layer.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import { fieldLayers } from './field-layers.ts';
import { hotspotLayers } from './hotspot-layers.ts';
import type { Column, ExportQuery, ReadLayer } from './layer.ts';
import type { Cell, ExportShape, ExportTable } from './table.ts';

/** Rows of one export: what a spreadsheet on an office computer still opens (our choice). */
export const exportLimit = 200_000;

/**
 * A layer with the filters of the screen. Accidents: every accident filter. Schools, risk, risk_parts: the school
 * filter. Overview: the school filter and bands. Spots: unit, box and school. Observations and findings: unit and school.
 * Hotspots: unit and box (of the area), near misses included, by `status`; density and hexagons: unit and box. Results
 * come from `query.run`, or from the newest finished run (of `query.method`, for hotspots). `today` is the territory's
 * date. Throws `too-large` beyond `exportLimit` rows; `not-found`, `run-not-done` for a run that is not there.
 */
export async function exportRows(
  tx: Knex.Transaction,
  layer: ExportLayer,
  query: ExportQuery,
  today: string,
): Promise<ExportTable> {
  const { run, properties, geometry, rows } = await layers[layer](tx, query, today);
  const found: Record<string, Cell>[] = await rows
    .select(tx.raw(`ST_AsGeoJSON(??, 7) as "geometry"`, [geometry]))
    .select(
      Object.entries(properties).map(([name, column]) => tx.raw('? as ??', [columnOf(tx, column), name])),
    )
    .limit(exportLimit + 1);
  if (found.length > exportLimit) {
    throw new Problem('too-large', {
      detail: `Tệp xuất có hơn ${exportLimit} dòng; hãy lọc hẹp lại`,
      detailEn: `The export has more than ${exportLimit} rows; narrow the filter`,
    });
  }
  return {
    layer,
    run: run === undefined ? null : { id: run.id, asOf: run.asOf },
    columns: Object.keys(properties),
    rows: found.map(({ geometry: shape, ...rest }) => ({ geometry: parseShape(shape), properties: rest })),
  };
}

type Names = { territory: string; isInvented: boolean; unit: string | null; school: string | null };

/** The territory, and what the unit and the school of a filter are called, as far as the reader may know. */
export async function namesOf(
  tx: Knex.Transaction,
  { unit, school }: Pick<ExportQuery, 'unit' | 'school'>,
): Promise<Names> {
  const { rows } = await tx.raw<{ rows: Names[] }>(
    `select name as territory, invented as "isInvented",
            (select full_name from unit where id = :unit) as unit,
            (select name from school where id = :school::uuid) as school
       from territory`,
    { unit: unit ?? null, school: school ?? null },
  );
  return rows[0] ?? { territory: '', isInvented: false, unit: null, school: null };
}

function columnOf(tx: Knex.Transaction, column: Column): Knex.Raw {
  return typeof column === 'string' ? tx.raw('??', [column]) : column;
}

function parseShape(text: Cell | undefined): ExportShape | null {
  if (typeof text !== 'string') return null;
  const shape: ExportShape = JSON.parse(text);
  return shape;
}

/** Text by its bytes: a database's own collation would give each installation another order. */
function byBytes(tx: Knex.Transaction, column: string): Knex.Raw {
  return tx.raw('?? collate "C"', [column]);
}

const layers: Record<ExportLayer, ReadLayer> = {
  accidents: async (tx, query, today) => ({
    run: undefined,
    geometry: 'accident.location',
    properties: {
      id: 'accident.id',
      source: 'accident.source',
      sourceKey: 'accident.source_key',
      unitId: 'accident.unit_id',
      unitName: 'unit.full_name',
      occurredOn: 'accident.occurred_on',
      occurredTime: tx.raw(`to_char(accident.occurred_time, 'HH24:MI')`),
      timePrecision: 'accident.time_precision',
      tripWindow: 'accident.trip_window',
      locationQuality: 'accident.location_quality',
      deaths: 'accident.deaths',
      serious: 'accident.serious',
      slight: 'accident.slight',
      propertyDamageVnd: 'accident.property_damage_vnd',
      severity: 'accident.severity',
      class: 'accident.class',
      classIsProvisional: 'accident.class_is_provisional',
      pupilInvolved: 'accident.pupil_involved',
      victimMode: 'accident.victim_mode',
      victimAgeBand: 'accident.victim_age_band',
      roadName: 'accident.road_name',
      roadClass: 'accident.road_class',
      writtenAddress: 'accident.written_address',
      invented: 'accident.invented',
    },
    rows: tx('accident')
      .leftJoin('unit', 'unit.id', 'accident.unit_id')
      .modify((found) => whereAccidents(found, query, today))
      .orderBy([
        { column: 'accident.occurred_on' },
        { column: byBytes(tx, 'accident.source') },
        { column: byBytes(tx, 'accident.source_key') },
      ]),
  }),

  schools: async (tx, query, today) => ({
    run: undefined,
    geometry: 'school.location',
    properties: {
      id: 'school.id',
      source: 'school.source',
      sourceKey: 'school.source_key',
      code: 'school.code',
      name: 'school.name',
      levels: tx.raw(`array_to_string(school.levels, ',')`),
      unitId: 'school.unit_id',
      unitName: 'unit.full_name',
      pupils: 'school.pupils',
      shifts: 'school.shifts',
      walkCycleShare: 'school.walk_cycle_share',
      urban: 'school.urban',
      managingAgency: 'school.managing_agency',
      gates: tx.raw('(select count(*) from gate where gate.school_id = school.id)'),
      invented: 'school.invented',
    },
    rows: tx('school')
      .join('unit', 'unit.id', 'school.unit_id')
      .modify((found) => whereSchools(found, query, today))
      .orderBy([{ column: byBytes(tx, 'school.source') }, { column: byBytes(tx, 'school.source_key') }]),
  }),

  spots: async (tx, query, today) => ({
    run: undefined,
    geometry: 'illegal_spot.location',
    properties: {
      id: 'illegal_spot.id',
      kind: 'illegal_spot.kind',
      state: 'illegal_spot.state',
      unitId: 'illegal_spot.unit_id',
      unitName: 'unit.full_name',
      schoolId: 'illegal_spot.school_id',
      schoolName: 'school.name',
      firstSeenAt: utc(tx, 'illegal_spot.first_seen_at'),
      lastSeenAt: utc(tx, 'illegal_spot.last_seen_at'),
      sightings: tx.raw('(select count(*) from spot_sighting s where s.spot_id = illegal_spot.id)'),
      note: 'illegal_spot.note',
      invented: 'illegal_spot.invented',
    },
    rows: tx('illegal_spot')
      .join('unit', 'unit.id', 'illegal_spot.unit_id')
      .leftJoin('school', 'school.id', 'illegal_spot.school_id')
      .modify((found) => {
        whereUnit(found, 'illegal_spot.unit_id', query.unit, today);
        whereInBox(found, 'illegal_spot.location', query.bbox);
        if (query.school !== undefined) found.where('illegal_spot.school_id', query.school);
      })
      .orderBy(['illegal_spot.first_seen_at', 'illegal_spot.id']),
  }),

  ...fieldLayers,
  ...hotspotLayers,

  overview: overviewLayer,

  risk: async (tx, query, today) => {
    const run = await shownRun(tx, 'risk', null, query.run);
    return {
      run,
      geometry: 'school.location',
      properties: {
        runId: 'risk_result.run_id',
        rank: 'risk_result.rank',
        rankLow: 'risk_result.rank_low',
        rankHigh: 'risk_result.rank_high',
        schoolId: 'risk_result.school_id',
        schoolName: 'school.name',
        levels: tx.raw(`array_to_string(school.levels, ',')`),
        pupils: 'school.pupils',
        unitId: 'risk_result.unit_id',
        unitName: 'unit.full_name',
        band: 'risk_result.band',
        bandShown: 'risk_result.band_shown',
        score: 'risk_result.score',
        scoreLow: 'risk_result.score_low',
        scoreHigh: 'risk_result.score_high',
        rate: 'risk_result.rate',
        rateLow: 'risk_result.rate_low',
        rateHigh: 'risk_result.rate_high',
        ratePerThousandPupils: 'risk_result.rate_per_thousand',
        rankPerPupil: 'risk_result.rank_per_pupil',
        locationQualityShare: 'risk_result.location_quality_share',
        missingShare: 'risk_result.missing_share',
        surveyNext: 'risk_result.survey_next',
        invented: 'school.invented',
      },
      rows: tx('risk_result')
        .join('unit', 'unit.id', 'risk_result.unit_id')
        .leftJoin('school', 'school.id', 'risk_result.school_id')
        .where('risk_result.run_id', run?.id ?? null)
        .modify((found) => whereSchools(found, query, today))
        .orderBy(['risk_result.rank', 'risk_result.school_id']),
    };
  },

  risk_parts: async (tx, query, today) => {
    const run = await shownRun(tx, 'risk', null, query.run);
    return {
      run,
      geometry: 'accident.location',
      properties: {
        runId: 'risk_part.run_id',
        rank: 'risk_result.rank',
        schoolId: 'risk_part.school_id',
        schoolName: 'school.name',
        accidentId: 'risk_part.accident_id',
        accidentSource: 'accident.source',
        accidentSourceKey: 'accident.source_key',
        severity: 'risk_part.severity',
        occurredOn: 'risk_part.occurred_on',
        distanceMetres: 'risk_part.distance_m',
        space: 'risk_part.space',
        age: 'risk_part.age',
        relevance: 'risk_part.relevance',
        quality: 'risk_part.quality',
        weight: 'risk_part.weight',
        contribution: 'risk_part.contribution',
        reason: 'risk_part.reason',
        invented: tx.raw('coalesce(accident.invented, false) or coalesce(school.invented, false)'),
      },
      rows: tx('risk_part')
        .join('risk_result', (join) => {
          join
            .on('risk_result.run_id', 'risk_part.run_id')
            .andOn('risk_result.school_id', 'risk_part.school_id');
        })
        .leftJoin('school', 'school.id', 'risk_part.school_id')
        .leftJoin('accident', 'accident.id', 'risk_part.accident_id')
        .where('risk_part.run_id', run?.id ?? null)
        .modify((found) => whereSchools(found, query, today))
        .orderBy([
          { column: 'risk_result.rank' },
          { column: 'risk_part.school_id' },
          { column: 'risk_part.contribution', order: 'desc' },
          { column: 'risk_part.accident_id' },
        ]),
    };
  },
};

/** A moment as "2026-11-21T00:30:00.000Z", whatever time zone the session has. */
function utc(tx: Knex.Transaction, column: string): Knex.Raw {
  return tx.raw(`to_char(?? at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, [column]);
}
