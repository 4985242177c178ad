import { OUTSIDE } from './told.ts';

/*
 * A window of its own shows a video as it is, whatever covers the element. Asked before there is such
 * a window: a covered video gets none.
 */

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const { Event: Asked, DOMException: Refusal, Promise: Later } = globalThis;
const reject = Later.reject.bind(Later);

const known = getOwnPropertyDescriptor(HTMLVideoElement.prototype, 'requestPictureInPicture');
if (typeof known?.value === 'function') {
  const value = new Proxy(known.value, {
    apply(native: () => unknown, video: HTMLVideoElement, args: []) {
      const may = apply(dispatchEvent, video, [
        new Asked(OUTSIDE, { bubbles: true, composed: true, cancelable: true }),
      ]);
      return may
        ? apply(native, video, args)
        : reject(new Refusal('Picture-in-picture is not available.', 'NotAllowedError'));
    },
  });
  defineProperty(HTMLVideoElement.prototype, 'requestPictureInPicture', { ...known, value });
}
