import { hex } from '../shared/sha256.ts';

const encoder = new TextEncoder();

/** Numbered by what is looked at: of an earlier number's scores nothing is found. */
const SCORES = 'scores 6';

/**
 * Keyed hashes: without the secret made at install they tell nobody which pictures were seen, and
 * the site in a cache key keeps one site from timing what another one showed.
 */
export class Keys {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** @param secret 32 bytes, hex */
  static async from(secret: string): Promise<Keys> {
    const bytes = Uint8Array.from(secret.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    if (bytes.length !== 32 || !/^[0-9a-f]{64}$/.test(secret)) throw new Error('bad cache secret');
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    return new Keys(await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']));
  }

  /**
   * @param model its hash, and what else the answer depends on
   * @returns the key of what one model said of a picture on one top-level site
   */
  scores(picture: string, model: string, site: string): Promise<string> {
    return this.#sign(`${SCORES}\n${picture}\n${model}\n${site}`);
  }

  /** @returns the key of a person's correction of a picture, the same on every site */
  correction(picture: string): Promise<string> {
    return this.#sign(`correction\n${picture}`);
  }

  async #sign(text: string): Promise<string> {
    return hex(await crypto.subtle.sign('HMAC', this.#key, encoder.encode(text)));
  }
}
