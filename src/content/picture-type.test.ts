import { expect, it } from 'vitest';
import { mayBePicture } from './picture-type.ts';

it.each([
  ['https://a.test/x', 'image/png'],
  ['https://a.test/x', 'IMAGE/JPEG; q=1'],
  ['https://a.test/x.JPG?v=1#a', ''],
  ['https://a.test/x.html/y.webp', ''],
  ['data:image/png;base64,AAAA', ''],
  ['data:IMAGE/GIF,AAAA', ''],
  ['', 'image/png'],
])('takes %s of type "%s" for a picture', (url, type) => {
  expect(mayBePicture(url, type)).toBe(true);
});

it.each([
  ['https://a.test/x.jpg', 'text/html'],
  ['https://a.test/x.jpg', 'application/pdf'],
  ['https://a.test/x.svg', ''],
  ['https://a.test/x', 'image/svg+xml'],
  ['data:image/svg+xml,<svg/>', ''],
  ['data:text/html,x.jpg', ''],
  ['https://a.test/x.pdf', ''],
  ['https://a.test/x.jpg/', ''],
  ['https://a.test/?x.jpg', ''],
  ['https://a.test/', ''],
  ['', ''],
])('leaves %s of type "%s" to its own document', (url, type) => {
  expect(mayBePicture(url, type)).toBe(false);
});
