import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import messages from '../../_locales/en/messages.json';

const root = path.resolve(import.meta.dirname, '../..');
const KEYS = Object.keys(messages);

/** Attributes that a person reads or hears. */
const SPOKEN = ['title', 'alt', 'placeholder', 'label', 'hint', 'aria-label', 'aria-valuetext'];

interface Source {
  file: string;
  tree: ts.SourceFile;
}
const sources: Source[] = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.join('src', file))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({
    file,
    tree: ts.createSourceFile(
      file,
      readFileSync(path.join(root, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    ),
  }));
const views = sources.filter(({ file }) => file.endsWith('.tsx'));

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** A key, or where it is put together (`level_${n}`) the pattern its keys have. */
function patternOf(node: ts.Node): RegExp | null {
  if (ts.isStringLiteralLike(node)) return new RegExp(`^${literal(node.text)}$`);
  // Without a beginning it would match every key.
  if (!ts.isTemplateExpression(node) || node.head.text === '') return null;
  return new RegExp(
    `^${literal(node.head.text)}${node.templateSpans.map((span) => `\\w+${literal(span.literal.text)}`).join('')}$`,
  );
}
const literal = (text: string) => text.replace(/[^\w]/g, '\\$&');

const used = new Set<string>();
const inCode: { file: string; pattern: RegExp }[] = [];
for (const { file, tree } of sources) {
  walk(tree, (node) => {
    // Keys also stand in tables and props, typed `Key`, so any string that is one counts.
    const pattern = patternOf(node);
    if (pattern && !ts.isImportDeclaration(node.parent)) {
      const isKey = ts.isStringLiteralLike(node) || ts.isCallExpression(node.parent);
      if (isKey) for (const key of KEYS.filter((key) => pattern.test(key))) used.add(key);
    }
    if (!ts.isCallExpression(node) || !/(^|\.)(t|getMessage)$/.test(node.expression.getText()))
      return;
    const asked = node.arguments[0] && patternOf(node.arguments[0]);
    if (asked) inCode.push({ file, pattern: asked });
  });
}
for (const [, key] of readFileSync(path.join(root, 'manifest.json'), 'utf8').matchAll(
  /__MSG_(\w+)__/g,
)) {
  if (key) used.add(key);
}

test('the sources were found', () => {
  expect(views.length).toBeGreaterThan(10);
  expect(inCode.length).toBeGreaterThan(50);
});

test('every message asked for exists', () => {
  const missing = inCode.filter(({ pattern }) => !KEYS.some((key) => pattern.test(key)));
  expect(missing).toEqual([]);
});

test('no message is left over', () => {
  expect(KEYS.filter((key) => !used.has(key))).toEqual([]);
});

test.each(Object.entries(messages))(
  '%s is not empty and numbers what is put in',
  (_key, { message }) => {
    expect(message.trim()).not.toBe('');
    const numbers = [...message.matchAll(/\$(\d)/g)].map(([, n]) => Number(n));
    expect(new Set(numbers).size).toBe(Math.max(0, ...numbers));
  },
);

test.each(views)('$file has no words of its own', ({ tree }) => {
  const words: string[] = [];
  walk(tree, (node) => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) words.push(node.text.trim());
    if (!ts.isStringLiteralLike(node) || !/\p{L}/u.test(node.text)) return;
    const holder = ts.isJsxExpression(node.parent) ? node.parent.parent : node.parent;
    const spoken = ts.isJsxAttribute(holder) && SPOKEN.includes(holder.name.getText());
    if (spoken || ts.isJsxElement(holder) || ts.isJsxFragment(holder)) words.push(node.text);
  });
  expect(words).toEqual([]);
});
