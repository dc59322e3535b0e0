import { defineConfig } from 'vitest/config';
import { TownFirst } from './test/support/sequencer.ts';

export default defineConfig({
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/api/**/*.test.ts',
      'test/schema/**/*.test.ts',
      'web/**/*.test.ts',
    ],
    globalSetup: ['test/support/global-setup.ts'],
    // Each worker may hold an embedded database of about 1 GB.
    pool: 'forks',
    maxWorkers: 2,
    // Files of a worker share what they import: loading it anew for each took a tenth of the time.
    isolate: false,
    sequence: { sequencer: TownFirst },
    testTimeout: 30_000,
    // The first to ask waits for the town to be installed and computed.
    hookTimeout: 300_000,
  },
});
