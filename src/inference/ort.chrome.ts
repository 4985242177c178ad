/** The one build that holds both WebGPU and WASM (docs/decisions/0002-onnxruntime-build.md). */
export * from 'onnxruntime-web/jspi';
