import { describe, expect, it } from 'vitest';
import { writtenOutInSheet, writtenOutInValue } from './written-out.ts';

const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
const addresses = (found: ReturnType<typeof writtenOutInValue>) =>
  found.map(({ address }) => address.replace(/[\t\n\r]/g, '').trim());

describe('an address in an attribute', () => {
  const values = {
    itself: PICTURE,
    'after spaces': ` \n${PICTURE}`,
    'with a tab and ends of lines in it': 'd\na\rta\t:image/png;base64,iVBORw0KGgo=',
    'in capitals': PICTURE.replace('data', 'DATA'),
    'in a function': `url(${PICTURE})`,
    'in quotes': `url("${PICTURE}#p") red`,
    'in a function by an escape': `u\\72l("${PICTURE}")`,
    'by an escape': `url("d\\61 ta:image/png;base64,iVBORw0KGgo=")`,
    'by an escaped tab': `url("da\\9 ta:image/png;base64,iVBORw0KGgo=")`,
    'over the end of a line': `url("da\\\nta:image/png;base64,iVBORw0KGgo=")`,
    'in a set of images': `background: image-set('${PICTURE}' 1x)`,
  };
  it.each(Object.entries(values))('is found %s', (_, value) => {
    expect(addresses(writtenOutInValue(value))).toHaveLength(1);
  });

  const unclear = {
    'several, cut by nobody knows whom': `x:;${PICTURE};${PICTURE}`,
    'one behind what looks like a font': `data:x,wOFF;${PICTURE}`,
    'one in a set of sources': `x:y 30x, ${PICTURE} 1x`,
    'one in what is no style': `/*, ${PICTURE} 1x`,
    'one behind a backslash': `x:y 30x, \\${PICTURE} 1x`,
    'one within another': 'data:image/svg+xml,<image href="data:image/png,x"/>',
    'one in a bad address': `url(${PICTURE}"x")`,
  };
  it.each(Object.entries(unclear))('that may be there is not passed over: %s', (_, value) => {
    expect(() => writtenOutInValue(value)).toThrow();
  });

  it.each(['', 'M0 0h9', '#g', 'url(#g)', 'f\\69ll: \\72 ed', 'https://a.example/a?b=c'])(
    'is not found in %j',
    (value) => {
      expect(writtenOutInValue(value)).toEqual([]);
    },
  );
});

describe('an address in a style sheet', () => {
  it('is found wherever it stands, and may be a font but for what is imported', () => {
    const css = `@im\\70ort "${PICTURE}1"; @font-face { src: url(${PICTURE}2) } a { b: c("${PICTURE}3") }`;
    expect(writtenOutInSheet(css)).toEqual([
      { address: `${PICTURE}1`, mayBeFont: false },
      { address: `${PICTURE}2`, mayBeFont: true },
      { address: `${PICTURE}3`, mayBeFont: true },
    ]);
  });

  it('is not one in a comment, which hides none behind it', () => {
    expect(writtenOutInSheet('/* metadata: none */ a { fill: red }')).toEqual([]);
    expect(writtenOutInSheet(`/*url("data:,*/ a { b: url("${PICTURE}") }`)).toHaveLength(1);
  });

  it('is not passed over where it cannot be read', () => {
    expect(() => writtenOutInSheet(`a { b: url(${PICTURE} x) }`)).toThrow();
    expect(() => writtenOutInSheet(`a { b: "${PICTURE}\n" }`)).toThrow();
  });

  it('is not found in what an icon moves and escapes', () => {
    const css = '@import "a.css"; @media print { .\\31 a { animation: b 1s } } @keyframes b { }';
    expect(writtenOutInSheet(css)).toEqual([]);
  });
});
