import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,models,tools,demo,bench}/**/*.test.ts'],
    // Vitest leaves one core to itself, of two the half: what is slow here is the tests.
    maxWorkers: availableParallelism(),
    hookTimeout: 120_000,
    testTimeout: 60_000,
    // What a test waits for takes longer beside the end-to-end tests.
    expect: { poll: { timeout: 60_000 } },
  },
});
