/**
 * The least browser versions, stated here once; manifest.json and the compile targets derive from
 * it at build.
 *
 * Chrome 137: the first with WebAssembly JSPI, which the one onnxruntime build that holds both
 * WebGPU and WASM needs (its asyncify twin is 10 MB larger and slower); everything else used is
 * older (offscreen documents 109, match_origin_as_fallback 119, runtime.getContexts 116).
 * Structured-clone messaging is newer and only an optimisation: ports fall back to base64.
 * Firefox 153: the ESR that all of this was measured on, with JSPI and the manifest's `css_origin`;
 * what came before it has one of them or none, and is no longer supported by Mozilla.
 */
export const MINIMUM = { chrome: 137, firefox: 153 } as const;
