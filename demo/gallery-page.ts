import type { Form, GalleryItem } from './gallery.ts';

/** One picture as the page holds it. */
export interface Frame extends Pick<GalleryItem, 'id' | 'form' | 'name' | 'kind'> {
  readonly src: string;
  readonly webp?: string;
  /** Width in pixels and URL. */
  readonly srcset?: readonly (readonly [number, string])[];
}

const how: Record<Form, string> = {
  img: 'a plain <code>img</code>',
  picture: 'a <code>picture</code> with a WebP source',
  srcset: 'a <code>srcset</code> of three sizes',
  lazy: '<code>loading=lazy</code>',
  late: 'put in by a script, half a second late',
  'cross-origin': 'from another site, without CORS',
  data: 'a <code>data:</code> URL',
  blob: 'a <code>blob:</code> URL',
};

const style = `
:root { color-scheme: light dark; --ink: #1d2a2f; --soft: #5d6c70; --paper: #f4f6f3; --card: #fff; --line: #dde3de; --leaf: #2f7a4f }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ece8; --soft: #9aa8a3; --paper: #14191a; --card: #1d2425; --line: #2c3637; --leaf: #7fcf9d } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 24px }
header { padding-top: 40px; padding-bottom: 8px }
h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em }
h1::after { content: ""; display: block; width: 56px; height: 4px; margin-top: 10px; border-radius: 2px; background: var(--leaf) }
header p { max-width: 62ch; margin: 16px 0 0; color: var(--soft) }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); gap: 22px; padding-top: 24px; padding-bottom: 40px }
figure { margin: 0; overflow: hidden; border: 1px solid var(--line); border-radius: 14px; background: var(--card); box-shadow: 0 1px 2px #0001, 0 6px 18px #0000000d }
.frame { aspect-ratio: 1; background: var(--line) }
img { display: block; width: 100%; height: 100%; object-fit: cover }
figcaption { padding: 12px 16px 14px; font-size: .875rem; color: var(--soft) }
figcaption b { display: block; font-size: 1rem; font-weight: 600; color: var(--ink) }
code { font-size: .92em }
footer { padding-bottom: 48px; font-size: .875rem; color: var(--soft) }`;

const script = `
for (const frame of document.querySelectorAll('.frame[data-src]')) {
  const show = (src) => {
    const img = document.createElement('img');
    img.id = frame.dataset.id;
    img.alt = frame.dataset.name;
    img.src = src;
    frame.append(img);
  };
  if (frame.dataset.form === 'late') setTimeout(show, 500, frame.dataset.src);
  else fetch(frame.dataset.src).then((answer) => answer.blob()).then((blob) => show(URL.createObjectURL(blob)));
}`;

export function galleryPage(frames: readonly Frame[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Figleaf demo gallery</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>Figleaf demo gallery</h1>
<p>Pictures drawn by a program. The patterns are nothing but random ellipses, yet picture models
call them explicit: with Figleaf running they are covered, and the others are not.</p>
</header>
<main>
${frames.map(figure).join('\n')}
</main>
<footer>Served from this machine. No picture of a person is on this page.</footer>
<script>${script}</script>
</body>
</html>
`;
}

function figure(frame: Frame): string {
  const { name, kind, form } = frame;
  const what = kind === 'pattern' ? 'Ellipses that models call explicit' : 'An ordinary picture';
  return `<figure>${framed(frame)}<figcaption><b>${name}</b>${what}, ${how[form]}.</figcaption></figure>`;
}

function framed(frame: Frame): string {
  const { id, name, form, src, webp, srcset } = frame;
  if (form === 'late' || form === 'blob')
    return `<div class="frame" data-id="${id}" data-name="${name}" data-form="${form}" data-src="${src}"></div>`;
  const lazy = form === 'lazy' ? ' loading="lazy"' : '';
  const sizes = srcset
    ? ` srcset="${srcset.map(([width, url]) => `${url} ${width}w`).join(', ')}" sizes="(max-width: 600px) 100vw, 280px"`
    : '';
  const img = `<img id="${id}" alt="${name}"${lazy}${sizes} src="${src}">`;
  const inside = webp
    ? `<picture><source type="image/webp" srcset="${webp}">${img}</picture>`
    : img;
  return `<div class="frame">${inside}</div>`;
}
