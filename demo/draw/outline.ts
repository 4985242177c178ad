export type Point = readonly [x: number, y: number];
/** A closed outline, or an open line where a function says so. */
export type Outline = readonly Point[];

/** Points of a whole turn: enough to look round at 640 pixels, fewer where it is small. */
const turnSteps = (radius: number): number => (radius < 1 ? 12 : radius < 5 ? 32 : 72);

export function turned([x, y]: Point, [cx, cy]: Point, degrees: number): Point {
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos];
}

/** The point at an angle (degrees, clockwise from the right) and distance from a centre. */
export function polar([cx, cy]: Point, distance: number, degrees: number): Point {
  return turned([cx + distance, cy], [cx, cy], degrees);
}

export function oval(x: number, y: number, rx: number, ry: number, angle = 0): Outline {
  const steps = turnSteps(Math.max(rx, ry));
  return Array.from({ length: steps }, (_, i) => {
    const turn = (i / steps) * 2 * Math.PI;
    return turned([x + rx * Math.cos(turn), y + ry * Math.sin(turn)], [x, y], angle);
  });
}

/** A rectangle, its corners rounded by `round`, turned about its centre. */
export function box(x: number, y: number, w: number, h: number, round = 0, angle = 0): Outline {
  const centre: Point = [x + w / 2, y + h / 2];
  const r = Math.min(round, w / 2, h / 2);
  const corners: [Point, number][] = [
    [[x + w - r, y + r], -90],
    [[x + w - r, y + h - r], 0],
    [[x + r, y + h - r], 90],
    [[x + r, y + r], 180],
  ];
  return corners.flatMap(([corner, from]) =>
    (r > 0 ? [0, 15, 30, 45, 60, 75, 90] : [0]).map((more) =>
      turned(polar(corner, r, from + more), centre, angle),
    ),
  );
}

/** A slice of a ring from one angle to another (degrees, clockwise from the right). */
export function slice(at: Point, inner: number, outer: number, from: number, to: number): Outline {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) / 4));
  const angles = Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
  return [
    ...angles.map((angle) => polar(at, outer, angle)),
    ...angles.reverse().map((angle) => polar(at, inner, angle)),
  ];
}

/** A star, or with an `inner` radius near the outer one a regular polygon. */
export function star(at: Point, outer: number, inner: number, tips: number, angle = -90): Outline {
  return Array.from({ length: tips * 2 }, (_, i) =>
    polar(at, i % 2 === 0 ? outer : inner, angle + (i * 180) / tips),
  );
}

/** A smooth line through the points (Catmull-Rom); `closed` joins the last to the first. */
export function smooth(points: Outline, closed = false): Outline {
  const at = (i: number): Point => {
    const n = points.length;
    return points[closed ? (i + n) % n : Math.min(n - 1, Math.max(0, i))] ?? [0, 0];
  };
  const steps = 10;
  const out: Point[] = [];
  for (let i = 0; i < points.length - (closed ? 0 : 1); i++) {
    const [p, q, r, s] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      const mix = (a: number, b: number, c: number, d: number) =>
        0.5 *
        (2 * b +
          (c - a) * t +
          (2 * a - 5 * b + 4 * c - d) * t ** 2 +
          (3 * (b - c) + d - a) * t ** 3);
      out.push([mix(p[0], q[0], r[0], s[0]), mix(p[1], q[1], r[1], s[1])]);
    }
  }
  return closed ? out : [...out, at(points.length - 1)];
}

/** What a round pen of this width leaves along an open line: outlines whose union it is. */
export function stroke(points: Outline, width: number): Outline[] {
  const half = width / 2;
  const outlines = points.map(([x, y]) => oval(x, y, half, half));
  for (const [index, [ax, ay]] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined) break;
    const length = Math.hypot(next[0] - ax, next[1] - ay) || 1;
    const [nx, ny] = [((next[1] - ay) / length) * half, ((ax - next[0]) / length) * half];
    outlines.push([
      [ax + nx, ay + ny],
      [next[0] + nx, next[1] + ny],
      [next[0] - nx, next[1] - ny],
      [ax - nx, ay - ny],
    ]);
  }
  return outlines;
}

/** The outline run the one way round, so that outlines filled together never cut each other. */
export function positive(outline: Outline): Outline {
  let area = 0;
  for (const [index, [ax, ay]] of outline.entries()) {
    const [bx, by] = outline[(index + 1) % outline.length] ?? [ax, ay];
    area += ax * by - bx * ay;
  }
  return area < 0 ? [...outline].reverse() : outline;
}
