// The command line: the same work as the server's, on the same database, without the server.
import { ImportKind } from '../../contract/codes.ts';
import { ExportLayer } from '../../contract/delivery.ts';
import { type Command, UsageError } from './command-line.ts';
import {
  hotspotsCommand,
  predictCommand,
  riskCommand,
  screenCommand,
  sensitivityCommand,
} from './commands/compute.ts';
import { importCommand, undoCommand } from './commands/import.ts';
import { calibrateCommand, compareCommand, exportCommand } from './commands/results.ts';

const usage = `Cổng An Toàn

  import <kind> <file …> --mapping <file.json> [--srid N] [--dry-run] [--json]
         kinds: ${ImportKind.options.join(', ')}
  undo <batch>                                          take an import back
  hotspots --method legal_rule [--preset tt-26-2012] [--as-of DAY] [--format geojson|csv] [--out FILE]
  hotspots --method network_kde [--bandwidth METRES] [--simulations N] [--months N] …
  hotspots --method dbscan [--eps METRES] [--min-points N] [--months N] …
  hotspots --method gi_star [--edge METRES] [--months N] …
  hotspots --method hdbscan [--min-points N] [--months N] …
  risk [--preset srs-vn-1] [--weights fatal_equivalents] [--calibration NAME|own] [--as-of DAY] [--format geojson|csv] [--out FILE]
       [--base RUN]                                     only schools whose facts changed since that run
  sensitivity [--preset srs-vn-1] [--top N] [--as-of DAY] [--out FILE]
                                                        how far the order of schools hangs on choices, as JSON
  calibrate --run ID --id NAME [--name TEXT] [--name-en TEXT]
                                                        keep what a risk run fitted, for later runs to apply
  screen                                                accidents near schools and along routes, anew
  predict [--as-of DAY] [--train-through YEAR] [--format text|csv|json] [--out FILE]
                                                        how well each method foretold accidents
  export <layer> [--run ID] [--format geojson|csv] [--out FILE]
         layers: ${ExportLayer.options.join(', ')}
  compare <run before> <run after> [--format text|csv|json]   what a run changed against an earlier one, and why

The database is DATABASE_URL, or the embedded one in DATA_DIR. TERRITORY names the territory of a new database.
`;

const commands: Record<string, Command> = {
  import: importCommand,
  undo: undoCommand,
  hotspots: hotspotsCommand,
  risk: riskCommand,
  sensitivity: sensitivityCommand,
  calibrate: calibrateCommand,
  screen: screenCommand,
  predict: predictCommand,
  export: exportCommand,
  compare: compareCommand,
};

async function main([name, ...args]: string[]): Promise<number> {
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) throw new UsageError(name === undefined ? '' : `unknown command "${name}"`);
  return command(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof UsageError) console.error(`\n${usage}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
