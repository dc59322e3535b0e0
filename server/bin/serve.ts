// The server: build the pages if they are missing, open the system, listen, and end cleanly on SIGTERM.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import { openConfigured } from '../installation/open-configured.ts';
import { processClock } from '../installation/process-clock.ts';
import { buildPages } from './pages.ts';

/** A stop that takes longer than this is cut short; the database's log makes that safe. */
const stopMilliseconds = 4_500;

const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const pages = fileURLToPath(new URL('../../dist/web', import.meta.url));
  // The database starts in its own thread while the application is loaded here.
  const opening = openConfigured(config, { say, onRestart: (message) => console.error(message) });
  const [database, { pino }, { startSystem }, { createApp }, { demoPeople }, { accidentSource }] =
    await Promise.all([
      opening,
      import('pino'),
      import('../installation/system.ts'),
      import('../app.ts'),
      import('../installation/people.ts'),
      import('../tiles/accident-source.ts'),
    ]);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const [system] = await Promise.all([
    startSystem(database, config, { clock: processClock(config.demoToday), log, say }),
    buildPages(pages, say),
  ]);
  if (system.demo) {
    say('Tính điểm nóng và rủi ro · computing hotspots and risk');
    await system.runner.drain();
  } else {
    // A country takes minutes; its people may work meanwhile.
    system.runner.wake();
  }

  let ready = false;
  const app = createApp(system.context, { pages, isReady: () => ready });
  const server = createServer(app);
  server.listen(config.port, config.host, () => {
    ready = true;
    // The first map waits for all accidents: they are read while nobody asks yet.
    accidentSource(system.context.db)
      .fresh()
      .catch((error: unknown) => log.warn({ err: error }, 'the accidents could not be read for the map'));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : config.port;
    say(`\nCổng An Toàn: http://${config.host}:${port}`);
    if (system.demo) {
      say('Dữ liệu hư cấu · invented data. Tài khoản thử · demo accounts:');
      for (const person of demoPeople)
        say(`  ${person.login.padEnd(14)} ${person.password}   ${person.displayName}`);
    }
  });

  const stop = () => {
    if (!ready) return;
    ready = false;
    setTimeout(() => process.exit(1), stopMilliseconds).unref();
    server.close(() => {
      system
        .close()
        .then(() => process.exit(0))
        .catch((error: unknown) => {
          log.error({ err: error }, 'the database did not close cleanly');
          process.exit(1);
        });
    });
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
