/** Endings that Chromium takes for a picture, where no type is told. */
const ENDINGS =
  /\.(apng|avif|bmp|cur|dib|gif|heic|heif|ico|jfif|jpe|jpeg|jpg|jxl|pjp|pjpeg|png|tif|tiff|webp|xbm)$/;

/**
 * Whether an <embed> or <object> may show a picture by itself, rather than a document in a frame.
 * @param url absolute, '' for none
 * @param type as the element tells it
 */
export function mayBePicture(url: string, type: string): boolean {
  const [told = ''] = type.toLowerCase().split(';');
  if (told.trim() !== '') return isPicture(told.trim());
  if (!URL.canParse(url)) return false;
  const { protocol, pathname } = new URL(url);
  if (protocol === 'data:') return isPicture(/^[^,;]*/.exec(pathname)?.[0].trim() ?? '');
  return ENDINGS.test(pathname.toLowerCase());
}

/** SVG comes as a document. */
const isPicture = (type: string): boolean =>
  type.toLowerCase().startsWith('image/') && !/^image\/svg/i.test(type);
