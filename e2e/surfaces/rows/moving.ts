import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const SIDES = 'width="160" height="160"';
const gif = (it: Instance): string => it.file(it.forms('gif'), 'image/gif');
const film = (it: Instance, host?: string): string => it.file(it.forms('film'), 'video/webm', host);
const FILM = { needs: ['film'], criterion: 'frames' } as const;
const turning = (it: Instance): string => it.file(it.forms('turning'), 'video/webm');
const TURNING = { needs: ['turning'], criterion: 'frames' } as const;
/** Draws what `choose` says on a canvas, all the time, and shows its stream. */
const streamed = ({ id, url, filler }: Instance, choose: string): string =>
  `(async () => { const [first, then] = await Promise.all(['${filler()}', '${url}'].map(async (src) => { const img = new Image(); img.src = src; await img.decode(); return img; })); const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 160 }); const to = canvas.getContext('2d'); const began = performance.now(); const draw = () => { to.drawImage(${choose}, 0, 0, 160, 160); requestAnimationFrame(draw); }; draw(); document.getElementById('${id}').srcObject = canvas.captureStream(); })()`;

const drawnFilm = (it: Instance, src: string): string =>
  `{ const to = ${of(it)}.getContext('2d'); const video = Object.assign(document.createElement('video'), { muted: true, src: '${src}' }); const draw = () => { to.drawImage(video, 0, 0, 160, 160); if (!video.ended) requestAnimationFrame(draw); }; video.play().then(draw); }`;

/** Pictures that begin as an ordinary one and become another; whole files of them can be looked at. */
const pictures = rowsOf('Moving pictures', [
  {
    id: 'moving-gif',
    title: 'GIF whose later frames are explicit',
    show: (it) => `<img src="${gif(it)}">`,
    needs: ['gif'],
  },
  {
    id: 'moving-gif-background',
    title: 'the same as a background',
    show: (it) => `<div class="box" style="background: url(${gif(it)})"></div>`,
    needs: ['gif'],
  },
  {
    id: 'moving-webp',
    title: 'WebP whose later frames are explicit',
    show: (it) => `<img src="${it.file(it.forms('webp'), 'image/webp')}">`,
    needs: ['webp'],
  },
  {
    id: 'moving-apng',
    title: 'APNG whose later frames are explicit',
    show: (it) => `<img src="${it.file(it.forms('apng'), 'image/png')}">`,
    needs: ['apng'],
  },
]);

/** Videos that show one picture from their first frame to their last. */
const films = rowsOf('Videos', [
  {
    id: 'video',
    title: 'a video that plays by itself',
    show: (it) => `<video ${SIDES} autoplay muted src="${film(it)}"></video>`,
    ...FILM,
  },
  {
    id: 'video-source',
    title: '<video><source>',
    show: (it) =>
      `<video ${SIDES} autoplay muted><source src="${film(it)}" type="video/webm"></video>`,
    ...FILM,
  },
  {
    id: 'video-source-late',
    title: '<source> put after one that failed, some moments later',
    show: ({ id }) =>
      `<video id="${id}" ${SIDES} controls autoplay muted><source src="/nothing.webm"></video>`,
    late: (it) =>
      `{ const film = document.createElement('source'); film.src = '${film(it)}'; const video = ${of(it)}; const failed = () => { if (video.networkState !== 3) return setTimeout(failed, 50); film.dispatchEvent(new Event('error')); video.append(film); film.dispatchEvent(new Event('error')); requestAnimationFrame(() => { if (video.networkState === 3) video.load(); }); }; setTimeout(failed, 300); }`,
    ...FILM,
  },
  {
    id: 'video-late',
    title: 'a video put in by a script',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      `${of(it)}.append(Object.assign(document.createElement('video'), { muted: true, autoplay: true, width: 160, height: 160, src: '${film(it)}' }))`,
    ...FILM,
  },
  {
    id: 'video-blob',
    title: 'a video with a blob: address',
    show: ({ id }) => `<video id="${id}" ${SIDES} autoplay muted></video>`,
    late: (it) =>
      `fetch('${film(it)}').then((answer) => answer.blob()).then((blob) => { ${of(it)}.src = URL.createObjectURL(blob); })`,
    ...FILM,
  },
  {
    id: 'video-paused',
    title: 'a video that is stopped at a later moment',
    show: (it) => `<video id="${it.id}" ${SIDES} muted src="${film(it)}"></video>`,
    late: (it) =>
      `{ const video = ${of(it)}; video.ontimeupdate = () => { if (video.currentTime > 0.6) video.pause(); }; video.play(); }`,
    ...FILM,
  },
  {
    id: 'video-stream',
    title: 'a video of the stream of a canvas',
    show: ({ id }) => `<video id="${id}" ${SIDES} autoplay muted></video>`,
    late: (it) => streamed(it, 'then'),
    criterion: 'frames',
  },
  {
    id: 'video-shadow',
    title: 'a video in a closed shadow root',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      `${of(it)}.attachShadow({ mode: 'closed' }).innerHTML = '<video ${SIDES} autoplay muted src="${film(it)}"></video>'`,
    ...FILM,
  },
  {
    id: 'video-canvas',
    title: 'the frames of a video on a canvas',
    show: (it) => `<canvas id="${it.id}" ${SIDES}></canvas>`,
    late: (it) => drawnFilm(it, film(it)),
    ...FILM,
  },
  {
    id: 'video-cors',
    title: 'a video of another site that no script may read',
    show: (it) => `<video ${SIDES} autoplay muted src="${film(it, 'elsewhere.test')}"></video>`,
    // Nobody but the browser can see its frames, so it stays covered.
    excuse: 'https://html.spec.whatwg.org/multipage/canvas.html#security-with-canvas-elements',
    ...FILM,
  },
]);

/**
 * Videos that begin as an ordinary picture and turn into another after a third of a second. A second
 * player goes ahead of files, wherever they are seen, and a canvas is glanced at before its stream is
 * (docs/decisions/0012-live-pictures.md).
 */
const turningFilms = rowsOf('Videos that turn explicit as they play', [
  {
    id: 'video-turns',
    title: 'a video that plays by itself',
    show: (it) => `<video ${SIDES} autoplay muted src="${turning(it)}"></video>`,
    ...TURNING,
  },
  {
    id: 'video-turns-late',
    title: 'a video put in by a script',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      `${of(it)}.append(Object.assign(document.createElement('video'), { muted: true, autoplay: true, width: 160, height: 160, src: '${turning(it)}' }))`,
    ...TURNING,
  },
  {
    id: 'video-turns-paused',
    title: 'a video that is stopped at a later moment',
    show: (it) => `<video id="${it.id}" ${SIDES} muted src="${turning(it)}"></video>`,
    late: (it) =>
      `{ const video = ${of(it)}; video.ontimeupdate = () => { if (video.currentTime > 0.6) video.pause(); }; video.play(); }`,
    ...TURNING,
  },
  {
    id: 'video-turns-stream',
    title: 'a video of the stream of a canvas',
    show: ({ id }) => `<video id="${id}" ${SIDES} autoplay muted></video>`,
    late: (it) => streamed(it, 'performance.now() - began < 3000 ? first : then'),
    criterion: 'frames',
  },
  {
    id: 'video-turns-canvas',
    title: 'the frames of a video on a canvas',
    show: (it) => `<canvas id="${it.id}" ${SIDES}></canvas>`,
    late: (it) => drawnFilm(it, turning(it)),
    ...TURNING,
  },
]);

export const movingRows = [...pictures, ...films, ...turningFilms];
