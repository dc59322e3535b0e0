// What a layer of an export is: where its rows and columns come from. Apart so that layers can stand in several files.
import type { Knex } from 'knex';
import type { Band, HotspotMethod } from '../../contract/codes.ts';
import type { AccidentFilter, SchoolFilter } from '../../contract/filter.ts';
import type { Run } from '../../contract/run.ts';

export type ExportQuery = AccidentFilter &
  SchoolFilter & {
    run?: string | undefined;
    method: HotspotMethod;
    band?: Band[] | undefined;
  };

export type Column = string | Knex.Raw;
type Layer = {
  run: Run | undefined;
  /** What each property is read from, in the order of the file. */
  properties: Record<string, Column>;
  /** A geometry column of WGS 84. */
  geometry: string;
  rows: Knex.QueryBuilder;
};

export type ReadLayer = (tx: Knex.Transaction, query: ExportQuery, today: string) => Promise<Layer>;
