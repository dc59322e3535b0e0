// A process that writes rows to an embedded database as fast as it can, naming each on its output once the database
// has acknowledged it, until it is killed. Arguments: the data folder, the template.
import { openDatabase } from '../../server/db/open.ts';

const [dataDir, template] = process.argv.slice(2);
if (!dataDir || !template) throw new Error('usage: embedded-writer <data folder> <template>');
const { knex } = await openDatabase({ dataDir, template });
await knex.raw('create table written (id int primary key, place point not null)');
await knex.raw('create index written_place_idx on written using gist (place)');
for (let id = 1; ; id++) {
  await knex.raw('insert into written values (?, point(?, ?))', [id, id % 97, id % 89]);
  process.stdout.write(`${id}\n`);
}
