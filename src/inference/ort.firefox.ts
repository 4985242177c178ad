/** The least build: WASM only. */
export * from 'onnxruntime-web/wasm';
