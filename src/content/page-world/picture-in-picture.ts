import { OUTSIDE } from './told.ts';
import { getter, replace } from './wrap.ts';

/*
 * A window of its own shows a video as it is, whatever covers the element. Asked before there is such
 * a window: a covered video gets none, nor does one in no tree, which nobody looks at.
 */

const { apply } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const { Event: Asked, DOMException: Refusal, Promise: Later } = globalThis;
const reject = Later.reject.bind(Later);
const isConnected = getter<boolean>(Node.prototype, 'isConnected');

replace(HTMLVideoElement.prototype, 'requestPictureInPicture', (native, video, args) => {
  const asks = new Asked(OUTSIDE, { bubbles: true, composed: true, cancelable: true });
  const may = isConnected(video) && apply(dispatchEvent, video, [asks]);
  return may
    ? apply(native, video, args)
    : reject(new Refusal('Picture-in-picture is not available.', 'NotAllowedError'));
});
