// Browser tests against the built application on the demo town, in a data folder of their own.
import { defineConfig, devices } from '@playwright/test';
import { townDay } from './test/browser/town-day.ts';

const port = Number(process.env.TEST_PORT ?? 8099);
const executablePath = process.env.CHROMIUM_PATH;
const desk = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: 'test/browser',
  workers: 1,
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    // Our choice: letters are smoothed a little differently from machine to machine.
    toHaveScreenshot: { maxDiffPixelRatio: 0.015 },
  },
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    screenshot: 'only-on-failure',
    // Nothing is judged, clicked or read half faded in.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
      ],
    },
  },
  projects: [
    // Before anybody has changed anything in the town.
    { name: 'screens', use: desk, testMatch: 'screens.spec.ts' },
    {
      name: 'desktop',
      use: desk,
      testIgnore: ['officer.spec.ts', 'field.spec.ts', 'plan-phone.spec.ts', 'screens.spec.ts'],
    },
    // Files are brought in and gates planned at a desk; officers carry a phone.
    {
      name: 'phone',
      // One pixel for each: the machine draws them by software.
      use: { ...devices['Pixel 7'], deviceScaleFactor: 1 },
      testIgnore: ['data.spec.ts', 'files.spec.ts', 'plan.spec.ts', 'screens.spec.ts'],
    },
  ],
  webServer: {
    command: 'npm start',
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 6_000 },
    env: {
      PORT: String(port),
      DATA_DIR: 'test-results/data',
      LOG_LEVEL: 'error',
      DEMO_TODAY: townDay,
    },
  },
});
