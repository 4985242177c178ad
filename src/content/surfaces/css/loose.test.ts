import { expect, test, vi } from 'vitest';
import { isHeldByMark, LooseRules, namesOf, PARTS } from './loose.ts';
import css from './parts.css.ts';

// Every selector in here is one.
vi.stubGlobal('document', { createDocumentFragment: () => ({ querySelector: () => null }) });

const FROM = 'https://page.example/css/a.css';

/** As Chromium serialises it: a shorthand with a `var()` says nothing of its longhands. */
function styleOf(values: Readonly<Record<string, string>>, rule: object | null = {}) {
  return {
    cssText: Object.entries(values)
      .map(([name, value]) => `${name}: ${value};`)
      .join(' '),
    getPropertyValue: (name: string) => values[name] ?? '',
    parentRule: rule && { parentStyleSheet: {} },
  } as unknown as CSSStyleDeclaration;
}

const read = (selector: string, values: Readonly<Record<string, string>>) => {
  const rules = new LooseRules(PARTS);
  const style = styleOf(values);
  rules.note(selector, style, style.cssText, FROM);
  return rules.read();
};
const THUMB = '.a::-webkit-slider-thumb';

test('rules of parts are read, and of nothing else', () => {
  const picture = { 'background-image': 'url("b.png")' };
  for (const selector of ['.a', '.a::before', '.a::placeholder', '::selection', 'x::part(y)']) {
    expect(read(selector, picture)).toEqual([]);
  }
  expect(read(`.b, ${THUMB}, ::slotted(i)::-webkit-meter-bar`, picture)).toMatchObject([
    {
      parts: [
        { part: '-webkit-slider-thumb', base: '.a' },
        { part: '-webkit-meter-bar', base: '*' },
      ],
      urls: ['https://page.example/css/b.png'],
      sound: true,
    },
  ]);
  expect(read('.a::placeholder::before', picture)[0]?.parts).toEqual([
    { part: 'placeholder', base: '.a' },
  ]);
});

test('what draws no image needs nobody', () => {
  expect(read(THUMB, { background: 'red', cursor: 'url("c.cur"), auto' })).toEqual([]);
});

test('gradients bring no picture, whatever they are made of', () => {
  const [rule] = read(THUMB, {
    'background-image':
      'linear-gradient(rgb(from var(--a) r g b), var(--b)), -webkit-repeating-radial-gradient(var(--c), red)',
  });
  expect(rule).toMatchObject({ draws: true, urls: [], variables: [], sound: true });
});

test('custom properties in the place of a picture are named, beside pictures as well', () => {
  expect(read(THUMB, { background: 'var(--a, var(--b-2)) no-repeat' })).toMatchObject([
    { variables: ['--a', '--b-2'], urls: [], sound: true },
  ]);
  expect(read(THUMB, { background: 'url("a.png") var(--c)' })).toMatchObject([
    { variables: ['--c'], urls: ['https://page.example/css/a.png'], sound: true },
  ]);
  expect(
    read(THUMB, { 'background-image': 'linear-gradient(var(--c), red), url("a.png")' }),
  ).toMatchObject([{ variables: [], urls: ['https://page.example/css/a.png'], sound: true }]);
});

test('what a part may have from its element is told of', () => {
  const written = [
    { 'background-image': 'inherit' },
    { background: 'var(--a, inherit)' },
    { 'background-image': 'attr(data-a type(*))' },
    { all: 'inherit' },
    { content: 'inherit' },
  ];
  for (const values of written) {
    expect(read(THUMB, values), JSON.stringify(values)).toMatchObject([{ inherits: true }]);
  }
  expect(read(THUMB, { font: 'inherit', 'background-color': 'inherit' })).toEqual([]);
});

test('what is not known may bring anything', () => {
  for (const value of [
    'paint(x)',
    '--mine()',
    '--gradient()',
    '--\u00e9()',
    'my-gradient(red)',
    'element(#a)',
  ]) {
    expect(read(THUMB, { 'background-image': value }), value).toMatchObject([{ sound: false }]);
  }
});

test('nothing is hidden by how it is written', () => {
  const bad = 'https://page.example/css/a';
  const quoted = `var(--e, '"') url(a) var(--e, '"')`;
  const written: Record<string, object> = {
    'VAR(--b)': { variables: ['--b'] },
    'v\\61r(--b)': { variables: ['--b'] },
    'var(--\\62)': { variables: ['--b'] },
    'URL("a")': { urls: [bad] },
    'u\\72l("a")': { urls: [bad] },
    'url(a)': { urls: [bad] },
    'image-set("a" 1x)': { urls: [bad] },
    [quoted]: { urls: [bad], variables: ['--e'] },
    "linear-gradient(#0000 var(--e, '('), #0000), url(a)": { urls: [bad], variables: [] },
  };
  for (const [value, brought] of Object.entries(written)) {
    expect(read(THUMB, { background: value }), value).toMatchObject([brought]);
  }
  expect(read(THUMB, { '-webkit-border-image': 'var(--b)' })).toMatchObject([
    { variables: ['--b'] },
  ]);
});

test('the elements that a rule is for are never thought to be fewer', () => {
  const baseOf = (selector: string) =>
    read(selector, { 'background-image': 'url(a)' })[0]?.parts.map(({ base }) => base);
  const thumb = '::-webkit-slider-thumb';
  expect(baseOf(`#a:hover${thumb}`)).toEqual(['#a']);
  expect(baseOf(`.a\\:b${thumb}`)).toEqual(['.a\\:b']);
  expect(baseOf(`.a\\\\${thumb}`)).toEqual(['.a\\\\']);
  expect(baseOf(`[title="::before"]${thumb}`)).toEqual(['[title="::before"]']);
  // With a condition less.
  for (const stated of [
    '#a:is(:hover, :focus)',
    '#a:not(:focus)',
    '#a:checked',
    '#a:state(on)',
    '#a:nth-child(2 of :checked)',
  ]) {
    expect(baseOf(stated + thumb), stated).toEqual(['#a']);
  }
  for (const hard of ['.a\\:hover', '[title=":hover"]', '[title="&"]']) {
    expect(baseOf(hard + thumb), hard).toEqual(['*']);
  }
});

test('`content` and animations are told of', () => {
  expect(read('.a::checkmark', { content: '"url(a)" url("b.png")' })).toMatchObject([
    { inContent: true, animated: false, urls: ['https://page.example/css/b.png'] },
  ]);
  expect(read('.a::checkmark', { content: '"url(a)"', 'background-image': 'none' })).toEqual([]);
  expect(read('.a::checkmark', { animation: 'a 1s' })).toMatchObject([{ animated: true }]);
});

test('a rule that says other things is read again, and one that is gone is forgotten', () => {
  const rules = new LooseRules(PARTS);
  const values: Record<string, string> = { 'background-image': 'linear-gradient(red, blue)' };
  let rule: object | null = { parentStyleSheet: {} };
  const style = {
    get cssText() {
      return `background-image: ${values['background-image']};`;
    },
    getPropertyValue: (name: string) => values[name] ?? '',
    get parentRule() {
      return rule;
    },
  } as unknown as CSSStyleDeclaration;
  rules.note(THUMB, style, style.cssText, FROM);
  expect(rules.read()).toMatchObject([{ urls: [] }]);
  values['background-image'] = 'url("data:,a")';
  expect(rules.read()).toMatchObject([{ urls: ['data:,a'] }]);
  rule = null;
  expect(rules.read()).toEqual([]);
  expect(rules.draw).toBe(false);
});

test('every part that is held by a mark has its rules, under the names that marks say', () => {
  const marked = [...css.matchAll(/\[data-figleaf-css-parts~="([\w:-]+)"\]/g)].map(
    ([, name = '']) => name,
  );
  const held = [...new Set(marked)];
  expect(held.length).toBeGreaterThan(20);
  for (const name of held) expect(namesOf(name.replace('content:', ''), true)).toContain(name);
  // And what is held by no mark is held by default.
  const byDefault = [...css.matchAll(/&(?::is\(\w+\))?::([\w-]+)/g)].map(([, part = '']) => part);
  expect(byDefault.length).toBeGreaterThan(50);
  expect(byDefault.filter(isHeldByMark)).toEqual([]);
});
