import { draws, tellOfStream } from './feeds.ts';
import { tell as tellOf } from './line.ts';
import { DRAWN } from './told.ts';
import { after, before, getter, inPlaceOf, keeping, prototypeOf } from './wrap.ts';

/*
 * Tells when something that may be a picture is drawn on a canvas, by an event on it: once in a turn
 * of the page's script, because a game draws thousands of times in one. What is used later is kept
 * now, because the page may change every prototype.
 */

const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const { isPrototypeOf: isOver } = Object.prototype;
const canvases = HTMLCanvasElement.prototype;
const { Event: Told, queueMicrotask: afterThisTurn, Set: Some, WeakMap: Kept } = globalThis;

/** What brings pictures in, or shows those brought in before. Paths and plain fills are not told of. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  CanvasRenderingContext2D: ['drawImage', 'putImageData', 'createPattern'],
  OffscreenCanvasRenderingContext2D: ['drawImage', 'putImageData', 'createPattern'],
  ImageBitmapRenderingContext: ['transferFromImageBitmap'],
  GPUCanvasContext: ['getCurrentTexture'],
};
const GL_METHODS = [
  'texImage2D',
  'texSubImage2D',
  'texImage3D',
  'texSubImage3D',
  'drawArrays',
  'drawElements',
  'drawArraysInstanced',
  'drawElementsInstanced',
  'drawRangeElements',
  'blitFramebuffer',
];
const STYLES = ['fillStyle', 'strokeStyle'];
const STYLE_USERS = ['fill', 'fillRect', 'stroke', 'strokeRect', 'fillText', 'strokeText'];
/** Styles that are objects and hold no picture. */
const GRADIENTS = ['createLinearGradient', 'createRadialGradient', 'createConicGradient'];

const images = HTMLImageElement.prototype;
const addressOf = getter<string>(images, 'currentSrc');
const isConnected = getter<boolean>(Node.prototype, 'isConnected');
/** By what is drawn on elsewhere: the canvas in the document that shows it. */
const shownBy = keeping(new Kept<object, object>());
/** Contexts that were given a pattern, with which anything can be filled later. */
const patterned = keeping(new Kept<object, boolean>());
const gradients = keeping(new Kept<object, boolean>());
/** By extensions of WebGL: the context. */
const extended = keeping(new Kept<object, object>());
/** Contexts told of in this turn. */
const told = keeping(new Some<object>());
/** The address under which an image was last told of. */
const drawn = keeping(new Kept<object, string>());
let forgets = false;

function forget(): void {
  forgets = false;
  told.clear();
}

function tell(context: object, canvas: object | undefined): void {
  if (told.has(context)) return;
  const shown = canvas && (shownBy.get(canvas) ?? canvas);
  if (!shown || !apply(isOver, canvases, [shown])) return;
  const isHere = isConnected(shown) === true;
  if (!tellOfStream(shown) && !isHere) return;
  if (!forgets) afterThisTurn(forget);
  forgets = true;
  told.add(context);
  if (isHere) apply(dispatchEvent, shown, [new Told(DRAWN, { bubbles: true, composed: true })]);
}

/** What is drawn need stand nowhere: that it was, says where its picture is seen. */
function tellOfSources(args: readonly unknown[], canvas: object | undefined): void {
  tellOfImages(args);
  if (canvas) draws(args, canvas, shownBy.get(canvas) ?? canvas);
}

function tellOfImages(args: readonly unknown[]): void {
  for (let i = 0; i < args.length; i++) {
    const image = args[i] as object;
    if (typeof image !== 'object' || !apply(isOver, images, [image])) continue;
    const address = addressOf(image);
    if (!address || drawn.get(image) === address) continue;
    drawn.set(image, address);
    tellOf(image as Node);
  }
}

for (const [kind, methods] of Object.entries(METHODS)) {
  const owner = prototypeOf(kind);
  const canvasOf = getter<object>(owner, 'canvas');
  for (const method of methods) {
    before(owner, method, (context, args) => {
      const canvas = canvasOf(context);
      tellOfSources(args, canvas);
      tell(context, canvas);
    });
  }
}
for (const kind of ['WebGLRenderingContext', 'WebGL2RenderingContext']) {
  const owner = prototypeOf(kind);
  const canvasOf = getter<object>(owner, 'canvas');
  for (const method of GL_METHODS) {
    const takesImages = method.startsWith('tex');
    before(owner, method, (context, args) => {
      if (takesImages) tellOfSources(args, canvasOf(context));
      if (!told.has(context)) tell(context, canvasOf(context));
    });
  }
  after(owner, 'getExtension', (context, extension) => {
    if (extension) extend(extension, context, canvasOf);
  });
}
// A bitmap can be seen on a canvas only.
before(globalThis, 'createImageBitmap', (_, args) => tellOfImages(args));

const seen = keeping(new Kept<object, boolean>());

/** An extension's methods are its own class's, which no page can reach but by an extension. */
function extend(
  extension: object,
  context: object,
  canvasOf: (context: object) => object | undefined,
): void {
  extended.set(extension, context);
  const owner = getPrototypeOf(extension);
  if (!owner || seen.has(owner)) return;
  seen.set(owner, true);
  const names = ownKeys(owner);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    // Whichever it is: a name may not be looked at by what a page can change.
    if (typeof name !== 'string' || name === 'constructor') continue;
    before(owner, name, (self) => {
      const user = extended.get(self);
      if (user && !told.has(user)) tell(user, canvasOf(user));
    });
  }
}

/** Only where a pattern is used at all do fills need a look. It may be another context's, or document's. */
function pattern(owner: object, context: object): void {
  patterned.set(context, true);
  if (seen.has(owner)) return;
  seen.set(owner, true);
  const canvasOf = getter<object>(owner, 'canvas');
  for (let i = 0; i < STYLE_USERS.length; i++) {
    before(owner, STYLE_USERS[i] as string, (user) => {
      if (patterned.has(user)) tell(user, canvasOf(user));
    });
  }
}

for (const kind of ['CanvasRenderingContext2D', 'OffscreenCanvasRenderingContext2D']) {
  const owner = prototypeOf(kind);
  if (!owner) continue;
  for (const name of GRADIENTS) {
    after(owner, name, (_, gradient) => gradients.set(gradient as object, true));
  }
  for (const name of STYLES) {
    const known = getOwnPropertyDescriptor(owner, name);
    if (!known?.set) continue;
    const set = inPlaceOf(known.set as () => unknown, (native, self, args) => {
      const style = args[0];
      if (typeof style === 'object' && style && !gradients.has(style)) pattern(owner, self);
      return apply(native, self, args);
    });
    defineProperty(owner, name, { __proto__: null, ...known, set } as PropertyDescriptor);
  }
}

after(canvases, 'transferControlToOffscreen', (canvas, offscreen) => {
  shownBy.set(offscreen as object, canvas);
  tell(offscreen as object, canvas);
});
