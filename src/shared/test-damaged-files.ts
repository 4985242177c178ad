import type { FileFault } from './settings-file.ts';

/** Settings files that must be refused, for the unit tests and for the real options page. */
export interface DamagedFile {
  name: string;
  bytes: Uint8Array;
  fault: FileFault;
  /** Of the message a person gets, in English. */
  says: string;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const utf16 = (text: string): Uint8Array => {
  const units = Uint16Array.from(`\uFEFF${text}`, (letter) => letter.charCodeAt(0));
  return new Uint8Array(units.buffer);
};

const whole = (settings: string, version = '1', more = ''): string =>
  `{"format":"figleaf-settings","version":${version},"settings":${settings}${more}}`;

const file = (
  name: string,
  content: string | Uint8Array,
  fault: FileFault,
  says: string,
): DamagedFile => ({
  name: `${name}.json`,
  bytes: typeof content === 'string' ? utf8(content) : content,
  fault,
  says,
});

const deep = 100_000;
const level = '"nudity":3,"suggestive":0,"drawn":3,"otherSkin":0,"people":0';

export const DAMAGED_FILES: readonly DamagedFile[] = [
  file('empty', ' \n', { is: 'empty' }, 'It is empty.'),
  file('cut-off', whole('{"label":fal').slice(0, -1), { is: 'not-json' }, 'not valid JSON'),
  file('script', 'alert(1)//{}', { is: 'not-json' }, 'not valid JSON'),
  file('comment', `// mine\n${whole('{"label":false}')}`, { is: 'not-json' }, 'not valid JSON'),
  file(
    'picture',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0]),
    { is: 'not-text' },
    'not a text file',
  ),
  file('utf-16', utf16(whole('{"label":false}')), { is: 'utf-16' }, 'Save it as UTF-8'),
  file('huge', ' '.repeat(1024 * 1024 + 1), { is: 'too-large' }, 'larger than 1 MB'),
  file('deep', `${'['.repeat(deep)}${']'.repeat(deep)}`, { is: 'too-deep' }, 'nested far deeper'),
  file('list', '[1, 2, 3]', { is: 'not-object' }, 'something other than settings'),
  file(
    'other-program',
    '{"name":"tabs","version":1,"settings":{}}',
    { is: 'not-ours' },
    'not a settings file of Figleaf',
  ),
  file('no-version', whole('{"label":false}', '"1"'), { is: 'no-version' }, 'of which version'),
  file(
    'newer',
    whole('{"label":false}', '99'),
    { is: 'newer', version: 99 },
    'newer Figleaf (version 99',
  ),
  file('no-settings', whole('[]'), { is: 'no-settings' }, 'settings are missing'),
  file('nothing', whole('{}'), { is: 'nothing' }, 'no setting in it'),
  file(
    'secret',
    whole('{"label":false}', '1', ',"secret":"00"'),
    { is: 'more-beside', names: ['secret'] },
    'more than settings: “secret”',
  ),
  file(
    'twice',
    whole('{"enabled":true,"\\u0065nabled":false}'),
    { is: 'duplicate', name: 'enabled' },
    '“enabled” twice',
  ),
  file(
    'prototype',
    whole('{"__proto__":{"enabled":false}}'),
    { is: 'unsafe', name: '__proto__' },
    'the name “__proto__”',
  ),
  file(
    'constructor-site',
    whole('{"sites":{"constructor":"off"}}'),
    { is: 'unsafe', name: 'constructor' },
    'the name “constructor”',
  ),
  file(
    'unknown',
    whole('{"label":false,"showEverything":true}'),
    { is: 'unknown', names: ['showEverything'] },
    'do not exist: “showEverything”',
  ),
  file(
    'wrong-type',
    whole('{"label":false,"enabled":"false"}'),
    { is: 'bad', key: 'enabled', path: '' },
    'The value of “Look at pictures”',
  ),
  file(
    'out-of-range',
    whole('{"maskStrength":1e3}'),
    { is: 'bad', key: 'maskStrength', path: '' },
    'The value of “Covers, Strength”',
  ),
  file(
    'bad-level',
    whole(`{"sensitivity":{"explicit":-1,${level}}}`),
    { is: 'bad', key: 'sensitivity', path: 'explicit' },
    'In “Sensitivity”, the value for “explicit”',
  ),
  file(
    'bad-site',
    whole('{"sites":{"good.example":"on","bad.example":"maybe"}}'),
    { is: 'bad', key: 'sites', path: 'bad.example' },
    'In “Sites”, the value for “bad.example”',
  ),
  file(
    'markup',
    whole('{"<img src=x onerror=alert(1)>\\u202e\\n":1}'),
    { is: 'unknown', names: ['<img src=x onerror=alert(1)>\u202e\n'] },
    'do not exist: “<img src=x onerror=alert(1)>”',
  ),
];
