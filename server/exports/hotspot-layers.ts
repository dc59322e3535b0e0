// SQL of the exports of a hotspot run: its places, and what it draws besides.
import type { Knex } from 'knex';
import { whereInBox, whereUnit } from '../db/filters.ts';
import { shownRun } from '../runs/queries.ts';
import type { ReadLayer } from './layer.ts';

export const hotspotLayers: Record<'hotspots' | 'density' | 'hexagons', ReadLayer> = {
  hotspots: async (tx, query, today) => {
    const run = await shownRun(tx, 'hotspots', query.method, query.run);
    return {
      run,
      geometry: 'hotspot.area',
      properties: {
        runId: 'hotspot.run_id',
        number: 'hotspot.number',
        method: 'run.method',
        pass: 'hotspot.pass',
        status: 'hotspot.status',
        unitId: 'hotspot.unit_id',
        unitName: 'unit.full_name',
        roadName: 'hotspot.road_name',
        accidents: 'hotspot.accidents',
        fatal: 'hotspot.fatal',
        serious: 'hotspot.serious',
        slight: 'hotspot.slight',
        property: 'hotspot.property',
        severityIndex: 'hotspot.severity_index',
        extentMetres: 'hotspot.extent_m',
        isCorridor: 'hotspot.is_corridor',
        firstOn: 'hotspot.first_on',
        lastOn: 'hotspot.last_on',
        clause: 'hotspot.clause',
        margin: 'hotspot.margin',
        firstQualifiedOn: 'hotspot.first_qualified_on',
        strength: 'hotspot.strength',
        p: 'hotspot.p',
        q: 'hotspot.q',
        z: 'hotspot.z',
        emerging: 'hotspot.emerging',
        collective: 'hotspot.collective',
        individual: 'hotspot.individual',
        predicted: 'hotspot.predicted',
        expected: 'hotspot.expected',
        excess: 'hotspot.excess',
        probabilityAbove: 'hotspot.probability_above',
        isLikelyRandom: 'hotspot.is_likely_random',
        tripAccidents: 'hotspot.trip_accidents',
        schoolTimeQuotient: 'hotspot.school_time_quotient',
        schoolTimeProbability: 'hotspot.school_time_probability',
        isSchoolTime: 'hotspot.is_school_time',
        anchorLongitude: tx.raw('ST_X(hotspot.anchor)'),
        anchorLatitude: tx.raw('ST_Y(hotspot.anchor)'),
        invented: 'hotspot.invented',
      },
      rows: tx('hotspot')
        .join('run', 'run.id', 'hotspot.run_id')
        .leftJoin('unit', 'unit.id', 'hotspot.unit_id')
        .where('hotspot.run_id', run?.id ?? null)
        .modify((found) => {
          whereUnit(found, 'hotspot.unit_id', query.unit, today);
          whereInBox(found, 'hotspot.area', query.bbox);
        })
        .orderBy('hotspot.number'),
    };
  },

  density: async (tx, query, today) => {
    const run = await shownRun(tx, 'hotspots', 'network_kde', query.run);
    return {
      run,
      geometry: 'road_density.path',
      properties: {
        runId: 'road_density.run_id',
        number: 'road_density.number',
        unitId: 'road_density.unit_id',
        unitName: 'unit.full_name',
        density: 'road_density.density',
        densityClass: 'road_density.density_class',
        invented: inventedTerritory(tx),
      },
      rows: tx('road_density')
        .leftJoin('unit', 'unit.id', 'road_density.unit_id')
        .where('road_density.run_id', run?.id ?? null)
        .modify((found) => {
          whereUnit(found, 'road_density.unit_id', query.unit, today);
          whereInBox(found, 'road_density.path', query.bbox);
        })
        .orderBy('road_density.number'),
    };
  },

  hexagons: async (tx, query, today) => {
    const run = await shownRun(tx, 'hotspots', 'gi_star', query.run);
    return {
      run,
      geometry: 'hexagon_cell.area',
      properties: {
        runId: 'hexagon_cell.run_id',
        column: 'hexagon_cell.hex_column',
        row: 'hexagon_cell.hex_row',
        unitId: 'hexagon_cell.unit_id',
        unitName: 'unit.full_name',
        accidents: 'hexagon_cell.accidents',
        z: 'hexagon_cell.z',
        p: 'hexagon_cell.p',
        q: 'hexagon_cell.q',
        giClass: 'hexagon_cell.gi_class',
        emerging: 'hexagon_cell.emerging',
        invented: inventedTerritory(tx),
      },
      rows: tx('hexagon_cell')
        .leftJoin('unit', 'unit.id', 'hexagon_cell.unit_id')
        .where('hexagon_cell.run_id', run?.id ?? null)
        .modify((found) => {
          whereUnit(found, 'hexagon_cell.unit_id', query.unit, today);
          whereInBox(found, 'hexagon_cell.area', query.bbox);
        })
        .orderBy(['hexagon_cell.hex_column', 'hexagon_cell.hex_row']),
    };
  },
};

/** Densities and cells are drawn from all accidents of a run, so they are as invented as the territory. */
function inventedTerritory(tx: Knex.Transaction): Knex.Raw {
  return tx.raw('(select invented from territory)');
}
