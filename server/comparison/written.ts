// A comparison as text for a terminal and as a table for a spreadsheet. Pure.
import type { Comparison, RankSide } from '../../contract/comparison.ts';
import type { Run } from '../../contract/run.ts';
import { type ExportRow, toCsv } from '../exports/table.ts';

/** Lines for a person: the two runs, what differs between them, the counts, and every place or school that changed. */
export function comparisonText({ before, after, hotspots, ranks, ...rest }: Comparison): string {
  const lines = [
    `before: ${runText(before)}`,
    `after:  ${runText(after)}`,
    ...rest.parameters.map(
      (one) => `  ${one.name}: ${JSON.stringify(one.before)} -> ${JSON.stringify(one.after)}`,
    ),
    `facts: ${rest.factsChanged ? 'changed' : 'the same'}; program: ${rest.programChanged ? 'changed' : 'the same'}`,
    countsText(hotspots?.counts ?? ranks?.counts ?? {}),
    ...(hotspots?.places ?? [])
      .filter(({ change }) => change !== 'same')
      .map(({ change, cause, before: was, after: is, sharedAccidents }) => {
        const numbers = `#${was?.number ?? '-'} -> #${is?.number ?? '-'}`;
        const road = (is ?? was)?.roadName ?? '';
        return `${change} (${cause}): ${numbers} ${road}, ${was?.accidents ?? 0} -> ${is?.accidents ?? 0} accidents, ${sharedAccidents} shared`;
      }),
    ...(ranks?.schools ?? [])
      .filter(({ change }) => change !== 'same')
      .map(({ change, cause, schoolId, schoolName, before: was, after: is, isMeaningful }) => {
        const chance = isMeaningful === false ? ', within chance' : '';
        return `${change} (${cause}): ${schoolName ?? schoolId}, rank ${rankText(was)} -> ${rankText(is)}${chance}`;
      }),
  ];
  return `${lines.join('\n')}\n`;
}

function runText({ id, kind, parameters, asOf }: Run): string {
  return `${[kind, parameters.method].filter(Boolean).join(' ')} as of ${asOf} (${id})`;
}

function countsText(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');
}

function rankText(side: RankSide | null): string {
  return side?.rank == null ? '-' : `${side.rank} (${side.rankLow}-${side.rankHigh}) ${side.band}`;
}

/** One row per place with its anchor, or per school. */
export function comparisonCsv({ after, hotspots, ranks }: Comparison): string {
  const rows: ExportRow[] =
    hotspots?.places.map(({ change, cause, before: was, after: is, sharedAccidents, movedMetres }) => ({
      geometry: (is ?? was)?.anchor ?? null,
      properties: {
        change,
        cause,
        numberBefore: was?.number ?? null,
        numberAfter: is?.number ?? null,
        roadName: (is ?? was)?.roadName ?? null,
        accidentsBefore: was?.accidents ?? null,
        accidentsAfter: is?.accidents ?? null,
        sharedAccidents,
        movedMetres,
      },
    })) ??
    ranks?.schools.map(
      ({ before: was, after: is, schoolId, schoolName, unitId, change, cause, ...changes }) => ({
        geometry: null,
        properties: {
          schoolId,
          schoolName,
          unitId,
          change,
          cause,
          rankBefore: was?.rank ?? null,
          rankAfter: is?.rank ?? null,
          rankChange: changes.rankChange,
          isMeaningful: changes.isMeaningful,
          bandBefore: was?.band ?? null,
          bandAfter: is?.band ?? null,
          scoreChange: changes.scoreChange,
          rateChange: changes.rateChange,
        },
      }),
    ) ??
    [];
  return toCsv({
    layer: hotspots === null ? 'risk' : 'hotspots',
    run: { id: after.id, asOf: after.asOf },
    columns: Object.keys(rows[0]?.properties ?? {}),
    rows,
  });
}
