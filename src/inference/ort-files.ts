/** Of onnxruntime-web's files, those that its build in engine.ts loads. */
export const ORT_FILES = {
  mjs: 'ort-wasm-simd-threaded.jspi.mjs',
  wasm: 'ort-wasm-simd-threaded.jspi.wasm',
} as const;
