// What a planner waits for, in a browser: the map after signing in, and the map after a change of filter, with the accidents
// of a country in PostgreSQL behind the server that people start.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { withSystemScope } from '../server/db/scope.ts';
import { addAccount } from '../server/installation/people.ts';
import { generateCountry } from './country/generate.ts';
import { loadCountry } from './country/load.ts';
import { benchNow, withServerDatabase } from './database.ts';
import { gate, note, seconds, shown } from './report.ts';

/** Seconds: beyond the first a person wonders, beyond the second they look away (Nielsen 1993: 1 s keeps the thought). */
const most = { firstMap: 2, filter: 1 } as const;
/** The first visit also reads all accidents into the server's memory. */
const visits = 4;

/** Milliseconds from key to key, 100 words a minute: our choice, faster than most people type a password. */
const keyMs = 120;

const planner = {
  login: 'bench.planner',
  displayName: 'bench',
  role: 'planner',
  unitId: 'VN',
  password: 'bench-planner-password',
} as const;

export async function browserBench(scale: number): Promise<void> {
  console.log(`browser: a planner of the nation at scale ${scale} on PostgreSQL, headless Chromium`);
  await withServerDatabase(async ({ knex, share }) => {
    const country = generateCountry({ scale, routes: 0 });
    note(`loaded in ${shown(await seconds(() => loadCountry(knex, country)))} s`);
    await withSystemScope(knex, (tx) => addAccount(tx, planner, benchNow));
    const shared = share();
    if (shared.kind !== 'postgres') throw new Error('the bench needs a server');
    const { server, address } = await startServer(shared.url);
    const executablePath = process.env.CHROMIUM_PATH;
    const browser = await chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      // How it draws is left to the browser: without a graphics card it lays out pages by the processor and emulates a
      // card for the map only. Told to use the emulation, it would draw every page with it.
      args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
    });
    try {
      const times: { firstMap: number; filter: number }[] = [];
      for (let i = 0; i < visits; i++) {
        const time = await visit(browser, address);
        note(`visit ${i + 1}: map ${shown(time.firstMap)} s, filter ${shown(time.filter)} s`);
        if (i > 0) times.push(time);
      }
      const least = (of: keyof typeof most) => Math.min(...times.map((time) => time[of]));
      for (const [name, what] of [
        ['firstMap', 'the first map after signing in'],
        ['filter', 'the map after a change of filter'],
      ] as const) {
        gate({ what: `${what}: ${shown(least(name))} s < ${most[name]} s`, holds: least(name) < most[name] });
      }
    } finally {
      await browser.close();
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
  });
}

/** The server as `npm start` starts it, on a free port; it builds the pages when they are older than their sources. */
async function startServer(url: string): Promise<{ server: ChildProcess; address: string }> {
  const file = fileURLToPath(new URL('../server/bin/serve.ts', import.meta.url));
  const server = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, DATABASE_URL: url, PORT: '0', DEMO_TOWN: 'false', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const [address] = line.match(/http:\/\/\S+/) ?? [];
    if (address !== undefined) return { server, address };
  }
  throw new Error('the server ended before it listened');
}

/** Both times in seconds, with nothing kept from an earlier visit but what the server keeps. */
async function visit(browser: Browser, address: string): Promise<{ firstMap: number; filter: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    // As a person types, for while they do the pages load and draw ahead.
    const typing = { delay: keyMs };
    await page.getByRole('textbox', { name: 'Tên đăng nhập' }).pressSequentially(planner.login, typing);
    await page.locator('input[type=password]').pressSequentially(planner.password, typing);
    const signedIn = performance.now();
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await until(page, accidentsAreDrawn);
    const firstMap = (performance.now() - signedIn) / 1_000;

    await until(page, '__map.loaded()');
    await page.getByRole('button', { name: 'Mức độ' }).click();
    await page.evaluate(watchRepaint);
    await page.getByRole('checkbox', { name: 'Chết người' }).click();
    const filter = await page.evaluate<number>('__repaint');
    return { firstMap, filter: filter / 1_000 };
  } finally {
    await context.close();
  }
}

/** Asks again and again from here: the pages allow no text to be run inside of them. Throws after two minutes. */
async function until(page: Page, condition: string): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await page.evaluate<boolean>(condition))) {
    if (performance.now() > deadline) throw new Error(`not in time: ${condition}`);
    await delay(20);
  }
}

/** In the page: the tiles of accidents are there, and some of them are drawn. */
const accidentsAreDrawn = `typeof __map === 'object' && __map.getSource('accidents') !== undefined
  && __map.isSourceLoaded('accidents') && __map.queryRenderedFeatures().some(({ source }) => source === 'accidents')`;

/** In the page: milliseconds from the next click to the picture that has all of its tiles. */
const watchRepaint = `globalThis.__repaint = new Promise((resolve) => {
  addEventListener('click', () => {
    const clicked = performance.now();
    __map.once('sourcedataloading', () => __map.once('idle', () => resolve(performance.now() - clicked)));
  }, { capture: true, once: true });
}); undefined`;
