import { afterEach, expect, it, vi } from 'vitest';
import { isSecure } from './secure-address.ts';

afterEach(() => vi.unstubAllGlobals());

it.each(['https://example.org/a.onnx', 'https://127.0.0.1:8443/a.onnx'])('%s', (address) => {
  expect(isSecure(address)).toBe(true);
});

it.each([
  'http://example.org/a.onnx',
  'http://127.0.0.1:8080/a.onnx',
  'ftp://example.org/a.onnx',
  'data:text/plain,a',
  'javascript:alert(1)',
  'a.onnx',
  '',
])('not %s', (address) => {
  expect(isSecure(address)).toBe(false);
});

it('in a build for development, this machine, and it alone', () => {
  vi.stubGlobal('__DEV__', true);
  expect(isSecure('http://127.0.0.1:8080/a.onnx')).toBe(true);
  expect(isSecure('http://localhost/a.onnx')).toBe(true);
  expect(isSecure('http://127.0.0.1.example.org/a.onnx')).toBe(false);
  expect(isSecure('http://localhost@example.org/a.onnx')).toBe(false);
  expect(isSecure('ftp://localhost/a.onnx')).toBe(false);
});
