/** Of onnxruntime-web's files, those that its build in ort.firefox.ts loads. */
export const ORT_FILES = {
  mjs: 'ort-wasm-simd-threaded.mjs',
  wasm: 'ort-wasm-simd-threaded.wasm',
} as const;
