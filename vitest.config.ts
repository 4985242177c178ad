import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,models,tools,demo,bench}/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
