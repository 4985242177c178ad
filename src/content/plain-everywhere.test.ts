import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/*
 * Nothing that may be a form is asked by a name that its page may have given to a control (plain.ts).
 * As far as types tell: what a form could be assigned to is such a thing, and what `plain` made is not.
 */

const root = path.resolve(import.meta.dirname, '../..');
const HERE = 'src/content/';
/** Runs in the page's own world, which the page can change as it likes. */
const ELSEWHERE = /\.test\.ts$|\/page-world[./]/;

/** @returns where it is asked, and what for, of each place */
function asked(): string[] {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const dom = program.getSourceFiles().find(({ fileName }) => fileName.endsWith('lib.dom.d.ts'));
  if (!dom) throw new Error('no types of the DOM');
  const symbol = checker
    .getSymbolsInScope(dom, ts.SymbolFlags.Interface)
    .find(({ name }) => name === 'HTMLFormElement');
  if (!symbol) throw new Error('no type of forms');
  const form = checker.getDeclaredTypeOfSymbol(symbol);

  const isOfDom = (type: ts.Type, name: string): boolean =>
    checker
      .getPropertyOfType(type, name)
      ?.declarations?.some((declaration) => declaration.getSourceFile() === dom) === true;

  const mayBeForm = (type: ts.Type): boolean =>
    (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0 &&
    checker.isTypeAssignableTo(form, type);

  const found: string[] = [];
  for (const file of program.getSourceFiles()) {
    const name = path.relative(root, file.fileName);
    if (!name.startsWith(HERE) || ELSEWHERE.test(name)) continue;
    const note = (node: ts.Node, of: ts.Type, names: readonly string[]): void => {
      const type = checker.getNonNullableType(of);
      if (!mayBeForm(type) || !names.some((each) => isOfDom(type, each))) return;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${name}:${line + 1}: ${node.getText().split('\n')[0]}`);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node)) {
        note(node, checker.getTypeAtLocation(node.expression), [node.name.text]);
      } else if (ts.isObjectBindingPattern(node)) {
        const { parent } = node;
        const value = 'initializer' in parent && parent.initializer ? parent.initializer : parent;
        const names = node.elements.map((each) => (each.propertyName ?? each.name).getText());
        note(node, checker.getTypeAtLocation(value), names);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

test('no form is asked by a name that its page may have given away', { timeout: 120_000 }, () => {
  expect(asked()).toEqual([]);
});
