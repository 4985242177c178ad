import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DEFAULT_SETTINGS } from './settings.ts';
import { MOST_FILE_BYTES, readSettingsFile, settingsFile } from './settings-file.ts';
import * as any from './test-arbitraries.ts';
import { DAMAGED_FILES } from './test-damaged-files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readSettingsFile(bytes(text));
const holding = (settings: unknown) =>
  JSON.stringify({ format: 'figleaf-settings', version: 1, settings });

test('what is exported can be imported, whatever the settings are', () => {
  fc.assert(
    fc.property(any.settings, (settings) => {
      expect(read(settingsFile(settings))).toEqual({ settings });
    }),
  );
});

test('an export holds its name, its version and the settings, and nothing else', () => {
  expect(JSON.parse(settingsFile(DEFAULT_SETTINGS))).toEqual({
    format: 'figleaf-settings',
    version: 1,
    settings: DEFAULT_SETTINGS,
  });
});

test('a file may name a few settings only', () => {
  expect(read(holding({ label: false }))).toEqual({ settings: { label: false } });
});

test('a byte order mark as editors on Windows write it is no fault', () => {
  expect(read(`\uFEFF${holding({ label: false })}`)).toEqual({ settings: { label: false } });
});

test('ten thousand site rules fit', () => {
  const sites = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`site-${i}.example.org`, 'off']),
  );
  expect(read(settingsFile({ ...DEFAULT_SETTINGS, sites: sites as never }))).toHaveProperty(
    'settings',
  );
});

describe('damaged and hostile files', () => {
  test('are at least twenty, each with a name of its own', () => {
    expect(new Set(DAMAGED_FILES.map(({ name }) => name)).size).toBe(DAMAGED_FILES.length);
    expect(DAMAGED_FILES.length).toBeGreaterThanOrEqual(20);
  });

  test.each(DAMAGED_FILES)('$name is refused for what is wrong with it', (damaged) => {
    expect(readSettingsFile(damaged.bytes)).toEqual({ fault: damaged.fault });
  });

  it('never throws, and never lets through what the schema would not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => holding(JSON.parse(json))),
        ),
        (text) => {
          const result = read(text);
          if ('settings' in result) {
            expect(Object.keys(DEFAULT_SETTINGS)).toEqual(
              expect.arrayContaining(Object.keys(result.settings)),
            );
          } else expect(result.fault.is).toMatch(/./);
        },
      ),
    );
  });

  it.each([
    ['a string of escaped quotes that never ends', `"${'\\"'.repeat(MOST_FILE_BYTES / 2 - 2)}`],
    ['the same, cut off in an escape', `"${'\\"'.repeat(MOST_FILE_BYTES / 2 - 2)}\\`],
    ['quotes and nothing else', '"'.repeat(MOST_FILE_BYTES)],
    ['keys and nothing else', `{${'"a":'.repeat(MOST_FILE_BYTES / 4 - 1)}`],
    ['strings far from their colon', '"" '.padEnd(MOST_FILE_BYTES, ' "" ')],
  ])('reads once through %s', (_name, text) => {
    // Read again from each quote on, it would take hours.
    expect(read(text)).toEqual({ fault: { is: 'not-json' } });
  });
});
