/** Draws a landscape over the whole canvas: something to cover in the preview that offends nobody. */
export function drawScene(context: CanvasRenderingContext2D): void {
  const { width: w, height: h } = context.canvas;
  const fill = (style: string | CanvasGradient, path: Path2D) => {
    context.fillStyle = style;
    context.fill(path);
  };
  const rect = (x: number, y: number, width: number, height: number) => {
    const path = new Path2D();
    path.rect(x * w, y * h, width * w, height * h);
    return path;
  };
  const disc = (x: number, y: number, radius: number) => {
    const path = new Path2D();
    path.arc(x * w, y * h, radius * h, 0, 2 * Math.PI);
    return path;
  };
  /** A ridge from edge to edge through `points`, filled down to the bottom. */
  const ridge = (...points: [x: number, y: number][]) => {
    const path = new Path2D();
    path.moveTo(0, h);
    for (const [i, [x, y]] of points.entries()) {
      const [nextX, nextY] = points[i + 1] ?? [x, y];
      if (i === 0) path.lineTo(x * w, y * h);
      path.quadraticCurveTo(x * w, y * h, ((x + nextX) / 2) * w, ((y + nextY) / 2) * h);
    }
    path.lineTo(w, h);
    path.closePath();
    return path;
  };

  const sky = context.createLinearGradient(0, 0, 0, h);
  sky.addColorStop(0, '#7fb9dc');
  sky.addColorStop(0.6, '#fbe6c2');
  fill(sky, rect(0, 0, 1, 1));
  fill('#fff3d0', disc(0.72, 0.34, 0.15));
  fill('#f7c95c', disc(0.72, 0.34, 0.11));
  fill('#8fa9b8', ridge([0, 0.55], [0.18, 0.36], [0.34, 0.56], [0.52, 0.42], [0.8, 0.6], [1, 0.5]));
  fill('#6c9a76', ridge([0, 0.66], [0.25, 0.52], [0.55, 0.7], [0.82, 0.56], [1, 0.62]));
  fill('#3f7d57', ridge([0, 0.74], [0.3, 0.8], [0.62, 0.68], [1, 0.82]));

  for (const [x, y, size] of [
    [0.16, 0.8, 1.25],
    [0.29, 0.84, 0.9],
    [0.87, 0.86, 1.1],
  ] as const) {
    fill('#5b4532', rect(x - 0.006 * size, y - 0.1 * size, 0.012 * size, 0.12 * size));
    fill('#2c5f41', disc(x, y - 0.17 * size, 0.1 * size));
    fill('#3a7a52', disc(x - 0.012 * size, y - 0.19 * size, 0.07 * size));
  }
  fill('#f4efe4', rect(0.5, 0.66, 0.11, 0.12));
  const roof = new Path2D();
  roof.moveTo(0.48 * w, 0.67 * h);
  roof.lineTo(0.555 * w, 0.56 * h);
  roof.lineTo(0.63 * w, 0.67 * h);
  fill('#b5523b', roof);
  fill('#4a5c66', rect(0.545, 0.71, 0.025, 0.07));
}
