import { expect, test } from 'vitest';
import { beside } from './beside.ts';

const where = { cwd: import.meta.dirname, timeout: 30_000 };

test('gives way to everything else, and so does what it starts', async () => {
  const asks = `const { spawnSync } = require('node:child_process');
    const mine = require('node:os').getPriority();
    const inner = spawnSync(process.execPath, ['-p', 'os.getPriority()']).stdout;
    console.log(mine, Number(inner)); console.error('said'); process.exitCode = 3;`;
  expect(await beside(['-e', asks], where)).toEqual({
    exitCode: 3,
    out: '10 10\n',
    errors: 'said\n',
  });
});

test('tells of one that took too long', async () => {
  const { exitCode } = await beside(['-e', 'setInterval(() => {}, 1000)'], {
    ...where,
    timeout: 200,
  });
  expect(exitCode).toBeNull();
});
