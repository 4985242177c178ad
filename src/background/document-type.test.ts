import { expect, it } from 'vitest';
import { type DocumentType, documentType } from './document-type.ts';

it.each<[DocumentType, string[]]>([
  ['page', ['text/html']],
  ['page', ['text/html; charset=utf-8']],
  ['page', [' Text/HTML;charset="utf-8" ; a=b;']],
  ['page', ['application/octet-stream']],
  ['page', ['application/vnd.api+json']],
  // Sent twice, as many servers do.
  ['page', ['text/html', 'text/html; charset=utf-8']],
  ['page', ['text/html, text/plain']],
  ['picture', ['image/jpeg']],
  ['picture', [' IMAGE/PNG ; a=b']],
  ['picture', ['image/svg+xml']],
  ['picture', ['text/html', 'image/jpeg']],
  ['picture', ['image/jpeg', 'text/html']],
  ['picture', ['text/html, image/jpeg']],
  ['picture', ['text/html;a="b, image/jpeg"']],
  ['picture', ['x-foo;image/jpeg']],
  ['picture', ['image/svg+xml; =']],
  // Saved to a file, unless the bytes are another picture's.
  ['unsaid', ['image/tiff']],
  ['unsaid', ['image/x-nikon-nef']],
  ['unsaid', []],
  ['unsaid', ['']],
  ['unsaid', ['*/*']],
  ['unsaid', ['unknown/unknown']],
  ['unsaid', ['application/x-unknown-content-type']],
  ['unsaid', ['application/x-vnd.mozilla.maybe-text']],
  ['unsaid', ['foo']],
  ['unsaid', ['image']],
  ['unsaid', [';']],
  ['unsaid', [',']],
  ['unsaid', ['/']],
  ['unsaid', ['text/html,']],
  ['unsaid', ['text/html charset=utf-8']],
  ['unsaid', ['text/html', 'foo']],
  ['pictures', ['multipart/x-mixed-replace; boundary=part']],
  ['pictures', ['multipart/x-mixed-replace']],
  ['pictures', ['multipart/']],
  ['pictures', ['text/html', ' Multipart/Mixed']],
  ['pictures', ['image/jpeg, MULTIPART/X-Mixed-Replace; boundary="a,b"']],
  ['pictures', ['multipart/mixed', 'text/html']],
])('%s: %j', (kind, types) => {
  expect(documentType(types)).toBe(kind);
});
