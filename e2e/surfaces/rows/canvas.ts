import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const SIDES = 'width="160" height="160" style="display: block"';

/** In scripts: waits for the picture as `img`, then draws it on the row's canvas. */
const drawn = (it: Instance, url: string, draw: string, cors = ''): string =>
  `(async () => { const img = new Image(); ${cors} img.src = '${url}'; await img.decode(); const canvas = ${of(it)}; ${draw} })()`;
const PLAIN = "canvas.getContext('2d').drawImage(img, 0, 0, 160, 160);";

const canvas = ({ id }: Instance): string => `<canvas id="${id}" ${SIDES}></canvas>`;
const drawing = (draw: string, url: (it: Instance) => string = (it) => it.url) => ({
  show: canvas,
  late: (it: Instance) => drawn(it, url(it), draw),
  criterion: 'frames' as const,
});

/** The picture as a texture over all of the canvas. */
const GL = `const gl = canvas.getContext('KIND', { preserveDrawingBuffer: true });
const make = (type, source) => { const shader = gl.createShader(type); gl.shaderSource(shader, source); gl.compileShader(shader); return shader; };
const program = gl.createProgram();
gl.attachShader(program, make(gl.VERTEX_SHADER, 'attribute vec2 p; varying vec2 t; void main() { t = vec2(p.x + 1., 1. - p.y) / 2.; gl_Position = vec4(p, 0, 1); }'));
gl.attachShader(program, make(gl.FRAGMENT_SHADER, 'precision mediump float; uniform sampler2D s; varying vec2 t; void main() { gl_FragColor = texture2D(s, t); }'));
gl.linkProgram(program); gl.useProgram(program);
gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
const at = gl.getAttribLocation(program, 'p'); gl.enableVertexAttribArray(at); gl.vertexAttribPointer(at, 2, gl.FLOAT, false, 0, 0);
gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, img);`;
const GL_DRAW = 'gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);';
/** Until what was done before was looked at. */
const A_WHILE = 'await new Promise((resolve) => setTimeout(resolve, 2000));';

/** A worker that draws what it is sent on the canvas it is sent. */
const WORKER = `onmessage = ({ data: { canvas, bitmap } }) => canvas.getContext('2d').drawImage(bitmap, 0, 0, 160, 160);`;

export const canvasRows = rowsOf('Canvas', [
  {
    id: 'canvas-2d',
    title: '2D, drawn as the page loads',
    show: (it) => `${canvas(it)}<script>${drawn(it, it.url, PLAIN)}</script>`,
    criterion: 'frames',
  },
  { id: 'canvas-2d-late', title: '2D, drawn late', ...drawing(PLAIN) },
  {
    id: 'canvas-2d-tainted',
    title: '2D, of another site without CORS',
    ...drawing(PLAIN, (it) => it.elsewhere()),
    excuse: 'https://html.spec.whatwg.org/multipage/canvas.html#security-with-canvas-elements',
  },
  {
    id: 'canvas-2d-again',
    title: '2D, drawn over an ordinary picture',
    show: (it) => `${canvas(it)}<script>${drawn(it, it.filler(), PLAIN)}</script>`,
    late: (it) => drawn(it, it.url, PLAIN),
    criterion: 'frames',
  },
  {
    id: 'canvas-pattern',
    title: '2D, as a pattern',
    ...drawing(
      "const to = canvas.getContext('2d'); to.fillStyle = to.createPattern(img, 'repeat'); to.fillRect(0, 0, 160, 160);",
    ),
  },
  {
    id: 'canvas-pattern-elsewhere',
    title: '2D, as a pattern of another canvas',
    ...drawing(
      "const to = canvas.getContext('2d'); to.fillStyle = document.createElement('canvas').getContext('2d').createPattern(img, 'repeat'); to.fillRect(0, 0, 160, 160);",
    ),
  },
  {
    id: 'canvas-pattern-offscreen',
    title: '2D, as a pattern of an OffscreenCanvas',
    ...drawing(
      "const to = canvas.getContext('2d'); to.fillStyle = new OffscreenCanvas(1, 1).getContext('2d').createPattern(img, 'repeat'); to.fillRect(0, 0, 160, 160);",
    ),
  },
  {
    id: 'canvas-pixels',
    title: '2D, putImageData',
    ...drawing(
      "const off = new OffscreenCanvas(160, 160).getContext('2d'); off.drawImage(img, 0, 0); canvas.getContext('2d').putImageData(off.getImageData(0, 0, 160, 160), 0, 0);",
    ),
  },
  {
    id: 'canvas-strips',
    title: '2D, in strips over many frames',
    ...drawing(
      "const to = canvas.getContext('2d'); for (let y = 0; y < 160; y += 8) { to.drawImage(img, 0, y, 160, 8, 0, y, 160, 8); await new Promise(requestAnimationFrame); }",
    ),
  },
  {
    id: 'canvas-detached',
    title: '2D, drawn before it is put in',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      drawn(
        it,
        it.url,
        "const made = Object.assign(document.createElement('canvas'), { width: 160, height: 160 }); made.getContext('2d').drawImage(img, 0, 0); canvas.append(made);",
      ),
    criterion: 'frames',
  },
  {
    id: 'canvas-bitmap',
    title: 'bitmaprenderer',
    ...drawing(
      "canvas.getContext('bitmaprenderer').transferFromImageBitmap(await createImageBitmap(img));",
    ),
  },
  { id: 'canvas-webgl', title: 'WebGL', ...drawing(GL.replace('KIND', 'webgl') + GL_DRAW) },
  { id: 'canvas-webgl2', title: 'WebGL 2', ...drawing(GL.replace('KIND', 'webgl2') + GL_DRAW) },
  {
    id: 'canvas-webgl-instanced',
    title: 'WebGL, by an extension, of a texture that was there before',
    ...drawing(
      `${GL.replace('KIND', 'webgl')} ${A_WHILE} gl.getExtension('ANGLE_instanced_arrays').drawArraysInstancedANGLE(gl.TRIANGLE_STRIP, 0, 4, 1);`,
    ),
  },
  {
    id: 'canvas-webgl-multi-draw',
    title: 'WebGL 2, by another extension',
    ...drawing(
      `${GL.replace('KIND', 'webgl2')} ${A_WHILE} gl.getExtension('WEBGL_multi_draw').multiDrawArraysWEBGL(gl.TRIANGLE_STRIP, [0], 0, [4], 0, 1);`,
    ),
  },
  {
    id: 'canvas-offscreen',
    title: 'OffscreenCanvas',
    ...drawing(
      "const off = canvas.transferControlToOffscreen(); off.getContext('2d').drawImage(img, 0, 0, 160, 160);",
    ),
  },
  {
    id: 'canvas-worker',
    title: 'OffscreenCanvas in a worker',
    ...drawing(
      `const worker = new Worker(URL.createObjectURL(new Blob(['${WORKER.replaceAll("'", "\\'")}']))); const off = canvas.transferControlToOffscreen(); const bitmap = await createImageBitmap(img); worker.postMessage({ canvas: off, bitmap }, [off, bitmap]);`,
    ),
  },
  {
    id: 'canvas-to-blob',
    title: 'a canvas as the blob of an <img>',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      drawn(
        it,
        it.url,
        "const off = new OffscreenCanvas(160, 160); off.getContext('2d').drawImage(img, 0, 0); const shown = new Image(); shown.src = URL.createObjectURL(await off.convertToBlob()); canvas.append(shown);",
      ),
    criterion: 'frames',
  },
  {
    id: 'canvas-frame',
    title: 'in a frame of another site',
    show: (it) =>
      `<iframe width="160" height="160" style="border: 0" src="${it.part(
        `<!doctype html><body style="margin: 0">${canvas(it)}<script>${drawn(it, it.readable(), PLAIN, "img.crossOrigin = 'anonymous';")}</script>`,
        undefined,
        'frames.test',
      )}"></iframe>`,
    criterion: 'frames',
  },
  {
    id: 'canvas-shadow',
    title: 'in a closed shadow root',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      drawn(
        it,
        it.url,
        "const root = canvas.attachShadow({ mode: 'closed' }); root.innerHTML = '<canvas width=160 height=160></canvas>'; root.firstChild.getContext('2d').drawImage(img, 0, 0);",
      ),
    criterion: 'frames',
  },
]);
