import { Loads } from '../loads.ts';
import { ElementPictures } from './element-pictures.ts';
import type { Page } from './surface.ts';

const SELECTOR = 'input[type="image" i]';

/** Buttons that are a picture. */
export class ImageInputs extends ElementPictures<HTMLInputElement> {
  constructor(page: Page) {
    const address = (input: HTMLInputElement) => (input.matches(SELECTOR) ? input.src : null);
    const mode = () => null;
    const loads = new Loads<HTMLInputElement>({ address, mode }, (input) => this.ended(input));
    super(page, {
      selector: SELECTOR,
      type: HTMLInputElement,
      attributes: ['src', 'type'],
      renews: true,
      drawing: { masks: true, boxes: null, image: (element) => loads.imageOf(element) },
      meetAtOnce: true,
      meet: (input) => loads.listen(input),
      changed: () => undefined,
      address,
      natural: (input) => loads.natural(input),
      anew: (input) => loads.anew(input),
      pixels: (input, url, clones) => loads.pixels(input, url, clones),
    });
  }
}
