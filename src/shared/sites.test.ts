import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hostOf, siteMode, withSite } from './sites.ts';
import * as any from './test-arbitraries.ts';

describe('hostOf', () => {
  test.each([
    ['https://example.org/a?b#c', 'example.org'],
    ['https://EXAMPLE.org', 'example.org'],
    ['http://user:secret@example.org:8080/', 'example.org'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['http://127.0.0.1:3000/', '127.0.0.1'],
    ['http://[::1]:3000/', '[::1]'],
    ['http://localhost/', 'localhost'],
    ['ftp://example.org/', 'example.org'],
    ['blob:https://example.org/0b9c', 'example.org'],
    ['https://a.example/?u=https://b.example/', 'a.example'],
    ['https://a.example@b.example/', 'b.example'],
  ])('%s is on %s', (url, host) => expect(hostOf(url)).toBe(host));

  test.each([
    undefined,
    '',
    'about:blank',
    'about:srcdoc',
    'data:text/html,x',
    'blob:null/0b9c',
    'file:///home/x.png',
    'javascript:0',
    'example.org',
    'https://',
    'not an address',
  ])('%j is on no site', (url) => expect(hostOf(url)).toBeNull());
});

describe('siteMode', () => {
  it('is on without a rule, and without a host', () => {
    expect(siteMode({}, 'example.org')).toBe('on');
    expect(siteMode({ 'example.org': 'off' }, 'example.com')).toBe('on');
    expect(siteMode({ 'example.org': 'off' }, null)).toBe('on');
    expect(siteMode({ 'example.org': 'off' }, '')).toBe('on');
  });

  it('covers subdomains, and nothing beside them', () => {
    const rules = { 'example.org': 'off' } as const;
    expect(siteMode(rules, 'example.org')).toBe('off');
    expect(siteMode(rules, 'a.b.example.org')).toBe('off');
    expect(siteMode(rules, 'notexample.org')).toBe('on');
    expect(siteMode(rules, 'example.org.evil.example')).toBe('on');
    expect(siteMode(rules, 'org')).toBe('on');
  });

  it('follows the nearest rule', () => {
    const rules = { 'example.org': 'off', 'a.example.org': 'stricter', 'b.a.example.org': 'on' };
    const mode = (host: string) => siteMode(rules as Parameters<typeof siteMode>[0], host);
    expect(mode('x.example.org')).toBe('off');
    expect(mode('x.a.example.org')).toBe('stricter');
    expect(mode('x.b.a.example.org')).toBe('on');
  });

  it('takes the numbers of an address for no parent domains', () => {
    expect(siteMode({ '0.0.1': 'off', '1': 'off' }, '127.0.0.1')).toBe('on');
    expect(siteMode({ '127.0.0.1': 'off' }, '127.0.0.1')).toBe('off');
    expect(siteMode({ '[::1]': 'off' }, '[::1]')).toBe('off');
  });

  it.each(['constructor', '__proto__', 'toString', 'a.constructor', 'x.__proto__'])(
    'finds no rule for a host called %s',
    (host) => expect(siteMode({}, host)).toBe('on'),
  );
});

describe('withSite', () => {
  it('gives the host its mode, and changes nobody else', () => {
    fc.assert(
      fc.property(
        any.siteRules,
        any.hosts,
        any.siteModes,
        any.hosts,
        (rules, host, mode, other) => {
          const after = withSite(rules, host, mode);
          expect(siteMode(after, host)).toBe(mode);
          const below = other === host || other.endsWith(`.${host}`);
          if (!below) expect(siteMode(after, other)).toBe(siteMode(rules, other));
          else if (other !== host && other in rules) expect(after[other]).toBe(rules[other]);
        },
      ),
    );
  });

  it('leaves no rule that says what holds anyway', () => {
    expect(withSite({}, 'example.org', 'on')).toEqual({});
    expect(withSite({ 'example.org': 'off' }, 'example.org', 'on')).toEqual({});
    expect(withSite({ 'example.org': 'off' }, 'a.example.org', 'off')).toEqual({
      'example.org': 'off',
    });
  });

  it('keeps the default as a rule where a parent says otherwise', () => {
    expect(withSite({ 'example.org': 'off' }, 'a.example.org', 'on')).toEqual({
      'example.org': 'off',
      'a.example.org': 'on',
    });
  });

  it('leaves the rules it was given as they are', () => {
    const rules = Object.freeze({ 'example.org': 'off' } as const);
    expect(withSite(rules, 'example.org', 'stricter')).not.toBe(rules);
  });
});
