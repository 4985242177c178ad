import css from '../cover.css?text';
import { html } from '../html.ts';
import { OUR_MEDIA } from '../page-world/told.ts';
import { is } from '../realms.ts';
import { widen } from './widen.ts';

/**
 * Covers shadow roots, which the manifest's style sheet does not reach, and the one of the user's
 * origin only when it comes, a moment after the root. Our sheet goes in front of the root's adopted ones, and its layer comes before those of
 * all of them. The root's own <style> and <link> come earlier still, though: where one of these
 * could hold a layer, a <style> of ours goes in front of it, too (docs/decisions/0010).
 */
export class RootCover {
  #sheet: CSSStyleSheet | null = null;
  #rules = 0;
  readonly #firsts = new WeakMap<ShadowRoot, HTMLStyleElement>();
  readonly #ended = new WeakSet<HTMLLinkElement>();

  /**
   * Puts the cover right, before the next paint.
   * @returns whether it must be looked at in every frame: what could undo it makes no mutation
   */
  assert(root: ShadowRoot): boolean {
    // Adopted by another document since; that one's script covers it.
    if (root.ownerDocument !== document) return false;
    const sheet = this.#whole();
    const { adoptedStyleSheets } = root;
    if (adoptedStyleSheets[0] !== sheet || adoptedStyleSheets.filter(isOurs).length > 1) {
      root.adoptedStyleSheets = [sheet, ...adoptedStyleSheets.filter((each) => !isOurs(each))];
    }
    const first = this.#firsts.get(root);
    if (!first && !mayHoldLayers(root.styleSheets)) return this.#isLoading(root);
    if (first && root.firstChild === first && this.#isWhole(first.sheet)) return true;
    first?.remove();
    const style = html('style');
    for (const { cssText } of sheet.cssRules) style.append(cssText);
    this.#firsts.set(root, style);
    root.prepend(style);
    return true;
  }

  /** What it was asked to load has come, or will not. */
  ended(link: HTMLLinkElement): void {
    this.#ended.add(link);
  }

  remove(root: ShadowRoot): void {
    this.#firsts.get(root)?.remove();
    this.#firsts.delete(root);
    if (root.ownerDocument !== document) return;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== this.#sheet);
  }

  /** One sheet serves every root, for as long as nobody has touched it. */
  #whole(): CSSStyleSheet {
    if (this.#sheet && this.#isWhole(this.#sheet)) return this.#sheet;
    const sheet = new CSSStyleSheet({ media: OUR_MEDIA });
    sheet.replaceSync(css);
    widen(sheet.cssRules);
    this.#sheet = sheet;
    this.#rules = count(sheet.cssRules);
    return sheet;
  }

  #isWhole(sheet: CSSStyleSheet | null): boolean {
    if (!sheet || sheet.disabled || count(sheet.cssRules) !== this.#rules) return false;
    return sheet.media.length === 0 || sheet.media.mediaText === OUR_MEDIA;
  }

  /** A sheet holds before its element's load event. */
  #isLoading(root: ShadowRoot): boolean {
    for (const link of root.querySelectorAll('link')) {
      if (link.sheet === null && !this.#ended.has(link) && link.relList.contains('stylesheet')) {
        return true;
      }
    }
    return false;
  }
}

const isOurs = ({ media }: CSSStyleSheet): boolean => media.mediaText === OUR_MEDIA;

function count(rules: CSSRuleList): number {
  let sum = rules.length;
  for (const rule of rules) if (is(rule, CSSGroupingRule)) sum += count(rule.cssRules);
  return sum;
}

/** Of what cannot be read, nobody knows. */
function mayHoldLayers(sheets: StyleSheetList): boolean {
  for (const sheet of sheets) {
    try {
      if (holdsLayers(sheet.cssRules)) return true;
    } catch {
      // Of another origin.
      return true;
    }
  }
  return false;
}

function holdsLayers(rules: CSSRuleList): boolean {
  for (const rule of rules) {
    if (is(rule, CSSLayerBlockRule) || is(rule, CSSLayerStatementRule)) return true;
    if (is(rule, CSSImportRule)) return true;
    if (is(rule, CSSGroupingRule) && holdsLayers(rule.cssRules)) return true;
  }
  return false;
}
