// The overview as a layer of the exports: the rows and numbers of the screen under the screen's filter.
import { surveyedSince } from '../coverage/rule.ts';
import { refreshCoverage } from '../coverage/store-queries.ts';
import { whereSchools } from '../db/filters.ts';
import type { ReadLayer } from '../exports/layer.ts';
import { shownRun } from '../runs/queries.ts';
import { overviewBindings, overviewSql } from './queries.ts';

export const overviewLayer: ReadLayer = async (tx, query, today) => {
  const run = await shownRun(tx, 'risk', null, query.run);
  const days = { today, surveyedSince: surveyedSince(today) };
  await refreshCoverage(tx);
  return {
    run,
    geometry: 'school.location',
    properties: {
      runId: tx.raw('?::uuid', [run?.id ?? null]),
      rank: 'overview.rank',
      rankLow: 'overview.rankLow',
      rankHigh: 'overview.rankHigh',
      schoolId: 'school.id',
      schoolName: 'school.name',
      levels: tx.raw(`array_to_string(school.levels, ',')`),
      pupils: 'school.pupils',
      unitId: 'overview.unit',
      unitName: 'unit.full_name',
      band: 'overview.band',
      bandShown: 'overview.bandShown',
      score: 'overview.score',
      scoreLow: 'overview.scoreLow',
      scoreHigh: 'overview.scoreHigh',
      rate: 'overview.rate',
      rankPerPupil: 'overview.rankPerPupil',
      missingShare: 'overview.missingShare',
      routeMetres: 'overview.routeMetres',
      surveyedMetres: 'overview.surveyedMetres',
      surveyedSince: tx.raw('?::date', [days.surveyedSince]),
      openFindings: 'overview.openFindings',
      overdueFindings: 'overview.overdueFindings',
      openSpots: 'overview.openSpots',
      invented: 'school.invented',
    },
    rows: tx('school')
      .with('overview', tx.raw(overviewSql, overviewBindings(run?.id ?? null, days)))
      .join('overview', 'overview.id', 'school.id')
      .join('unit', 'unit.id', 'overview.unit')
      .modify((found) => {
        whereSchools(found, query, today);
        if (query.band !== undefined) found.whereIn('overview.band', query.band);
      })
      .orderBy(['overview.rank', 'school.id']),
  };
};
