/**
 * The ways to get a picture onto a canvas. Each runs in a page, as text: gets the canvas, in the
 * document already, and the picture.
 */
export const CANVAS_KINDS: Readonly<
  Record<string, (canvas: HTMLCanvasElement, bitmap: ImageBitmap) => unknown>
> = {
  drawImage: (canvas, bitmap) => canvas.getContext('2d')?.drawImage(bitmap, 0, 0),
  putImageData: (canvas, bitmap) => {
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height);
    if (data) canvas.getContext('2d')?.putImageData(data, 0, 0);
  },
  createPattern: (canvas, bitmap) => {
    const context = canvas.getContext('2d');
    const pattern = context?.createPattern(bitmap, 'repeat');
    if (!context || !pattern) return;
    context.fillStyle = pattern;
    setTimeout(() => context.fillRect(0, 0, bitmap.width, bitmap.height), 300);
  },
  bitmaprenderer: async (canvas, bitmap) => {
    const copy = await createImageBitmap(bitmap);
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(copy);
  },
  webgl: (canvas, bitmap) => {
    const gl = canvas.getContext('webgl');
    if (!gl) throw new Error('no WebGL');
    const shader = (type: number, text: string) => {
      const made = gl.createShader(type);
      if (!made) throw new Error('no shader');
      gl.shaderSource(made, text);
      gl.compileShader(made);
      return made;
    };
    const program = gl.createProgram();
    const vertices =
      'attribute vec2 p; varying vec2 at; void main() { at = vec2(p.x + 1., 1. - p.y) / 2.; gl_Position = vec4(p, 0, 1); }';
    const colours =
      'precision mediump float; uniform sampler2D s; varying vec2 at; void main() { gl_FragColor = texture2D(s, at); }';
    gl.attachShader(program, shader(gl.VERTEX_SHADER, vertices));
    gl.attachShader(program, shader(gl.FRAGMENT_SHADER, colours));
    gl.linkProgram(program);
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    // Brought in now, shown later: nothing keeps the drawing after its frame.
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    setTimeout(() => requestAnimationFrame(() => gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)), 300);
  },
  offscreen: (canvas, bitmap) =>
    canvas.transferControlToOffscreen().getContext('2d')?.drawImage(bitmap, 0, 0),
  detached: (canvas, bitmap) => {
    const copy = canvas.cloneNode() as HTMLCanvasElement;
    copy.getContext('2d')?.drawImage(bitmap, 0, 0);
    canvas.replaceWith(copy);
  },
};
