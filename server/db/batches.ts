// Long ordered reads in batches, so that a country's rows are never all in memory as objects.
import type { Knex } from 'knex';

/** Rows fetched at a time (our choice: some 10 MB of objects). */
const batchRows = 20_000;

/** The rows of `query`, batch by batch, through a cursor of the transaction. One at a time per transaction. */
export async function* inBatches<Row>(
  tx: Knex.Transaction,
  query: Knex.QueryBuilder | Knex.Raw,
): AsyncGenerator<Row[]> {
  const { sql, bindings } = query.toSQL();
  await tx.raw(`declare batches no scroll cursor for ${sql}`, [...bindings]);
  for (;;) {
    const { rows } = await tx.raw<{ rows: Row[] }>(`fetch ${batchRows} from batches`);
    if (rows.length > 0) yield rows;
    if (rows.length < batchRows) break;
  }
  await tx.raw('close batches');
}
