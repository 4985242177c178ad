import { BoxMasks } from '../boxes/box-masks.ts';
import { HOLED } from '../marks.ts';
import { pixelsOf } from '../pixels.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';
import { ElementPictures } from './element-pictures.ts';
import type { Entry } from './entry.ts';
import type { Kind } from './kind.ts';
import type { Page } from './surface.ts';

type Entered = Entry<HTMLImageElement>;

/** The <img>: chooses among several sources, and can be covered in part. */
export class Images extends ElementPictures<HTMLImageElement> {
  readonly #boxes: BoxMasks;

  constructor(page: Page) {
    const boxes = new BoxMasks((img) => this.#reshow(img));
    super(
      page,
      imageKind(boxes, (img) => this.ended(img)),
    );
    this.#boxes = boxes;
  }

  override get parents(): readonly string[] {
    return ['picture'];
  }

  override changed(element: Element): void {
    if (is(element, HTMLSourceElement)) this.childrenOf(element.parentElement);
    else super.changed(element);
  }

  /** Something came into or left this element: what a <picture> chooses among. */
  childrenOf(parent: Element | null): void {
    if (!is(parent, HTMLPictureElement)) return;
    for (const child of plain(parent).children) {
      if (is(child, HTMLImageElement)) super.changed(child);
    }
  }

  override touched(element: Element): void {
    super.touched(element);
    // Its style or class changed, and with it perhaps how the page fits the picture.
    if (is(element, HTMLImageElement)) this.#boxes.refit(element, false);
  }

  /** The browser may choose among sources without a mutation. */
  override recheck(): void {
    for (const img of this.connected()) {
      if (img.srcset !== '' || is(img.parentElement, HTMLPictureElement)) {
        this.recheckOne(img);
      }
    }
  }

  override stop(): void {
    super.stop();
    this.#boxes.stop();
    for (const img of this.connected()) this.#close(img);
  }

  protected override find(img: HTMLImageElement): void {
    super.find(img);
    this.#boxes.refit(img, true);
  }

  protected override lose(img: HTMLImageElement, entry: Entered): void {
    // Whatever it is fitted into next, its holes were worked out for this place.
    this.#close(img);
    super.lose(img, entry);
  }

  #close(img: HTMLImageElement): void {
    this.#boxes.drop(img);
    if (this.page.marks.lookOf(img).startsWith(HOLED)) this.page.marks.set(img, 'covered');
  }

  #reshow(img: HTMLImageElement): void {
    const entry = this.entryOf(img);
    if (entry) this.show(img, entry);
  }
}

const imageKind = (
  boxes: BoxMasks,
  ended: (img: HTMLImageElement) => void,
): Kind<HTMLImageElement> => ({
  selector: 'img',
  type: HTMLImageElement,
  attributes: ['src', 'srcset', 'sizes', 'media', 'type', 'crossorigin', 'referrerpolicy'],
  renews: true,
  drawing: { masks: true, boxes, image: (img) => img },
  meetAtOnce: false,
  meet(img) {
    // Also on the element itself: detached images and reopened documents have no other listener.
    img.addEventListener('load', () => ended(img));
    img.addEventListener('error', () => ended(img));
  },
  changed() {},
  address: (img) => img.currentSrc || img.src,
  natural: (img) => (img.complete ? { width: img.naturalWidth, height: img.naturalHeight } : null),
  // By a density or a width that the page says, as it likes.
  isDense: (img) => img.srcset !== '' || is(img.parentElement, HTMLPictureElement),
  pixels: (img, url, clones) => pixelsOf(img, url, clones),
});
