import { defineConfig } from 'vitest/config';

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
    testTimeout: 30_000,
    // The first to ask waits for the town to be installed and computed.
    hookTimeout: 300_000,
  },
});
