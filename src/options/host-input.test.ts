import { expect, test } from 'vitest';
import { hostFrom } from './host-input.ts';

test.each([
  ['example.org', 'example.org'],
  ['  Example.ORG ', 'example.org'],
  ['https://www.example.org/path?q=1#x', 'www.example.org'],
  ['example.org:8080/path', 'example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]', '[::1]'],
  ['localhost', 'localhost'],
])('%s names %s', (typed, host) => expect(hostFrom(typed)).toBe(host));

test.each(['', '   ', 'two words', 'about:blank', 'https://', 'file:///home', '*.example.org'])(
  '%j names no site',
  (typed) => expect(hostFrom(typed)).toBeNull(),
);
