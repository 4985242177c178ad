import type { Page } from 'playwright';
import { encode } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import { copyIntoFrame } from './copy-into-frame.ts';
import { expect, pageOf, test } from './harness.ts';
import { onePair, SIDE } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * What the scripts of ordinary pages wait for comes, though pictures are held meanwhile: lightboxes and
 * slide shows go on at the end of a transition, boards are pressed and drawn on.
 */

const FADE =
  'img { width: 320px; height: 320px; opacity: 0; transition: opacity .2s } img.in { opacity: 1 }';

/** Opens a page of two elements with backgrounds, and waits until both are judged. */
async function openJudged(
  page: Page,
  site: Site,
  body: string,
  css: (picture: string) => string,
): Promise<void> {
  const { usual } = await onePair();
  await page.goto(site.page(pageOf(body, `<style>${css(site.picture(usual.bytes))}</style>`)));
  await expect.poll(() => page.locator('div[data-figleaf-css]').count()).toBe(2);
}

test('a picture that fades in once it has loaded tells of the end of it', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  await page.goto(
    site.page(
      pageOf(
        `<img src="${site.picture(usual.bytes)}" onload="this.classList.add('in')" ontransitionend="window.ended = true">`,
        `<style>${FADE}</style>`,
      ),
    ),
  );
  await page.waitForFunction('window.ended');
  await expect
    .poll(() => page.locator('img').evaluate((img) => getComputedStyle(img).visibility))
    .toBe('visible');
  expect(await page.locator('img').evaluate((img) => getComputedStyle(img).opacity)).toBe('1');
});

test('a picture whose page moves all that changes of it tells of the end of nothing else', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  await page.goto(
    site.page(
      pageOf(
        `<img src="${site.picture(usual.bytes)}">`,
        `<script>told = []; for (const name of ['transitionrun', 'transitionend', 'transitioncancel'])
          addEventListener(name, ({ propertyName }) => told.push(name + ' ' + propertyName), true);</script>
        <style>img { width: 320px; height: 320px; transition: all .1s } img.in { opacity: .5 }</style>`,
      ),
    ),
  );
  const visibility = () =>
    page.locator('img').evaluate((img) => getComputedStyle(img).visibility === 'visible');
  await expect.poll(visibility).toBe(true);
  // What began as it was shown has ended before what begins now.
  await page.evaluate(() => document.querySelector('img')?.classList.add('in'));
  await page.waitForFunction("told.includes('transitionend opacity')");
  expect(await page.evaluate('told')).toEqual(['transitionrun opacity', 'transitionend opacity']);
});

test('a slide show that goes on at the end of each transition goes on', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  const slides = Array.from({ length: 5 }, () => site.picture(usual.bytes));
  await page.goto(site.page(pageOf('<img>', `<style>${FADE}</style>`)));
  await page.evaluate((sources) => {
    const img = document.querySelector('img') as HTMLImageElement;
    const seen: number[] = [];
    Object.assign(window, { seen });
    let next = 0;
    const show = () => {
      img.src = sources[next++ % sources.length] as string;
    };
    img.onload = () => img.classList.add('in');
    img.ontransitionend = () => {
      if (!img.classList.contains('in')) return show();
      seen.push(next);
      img.classList.remove('in');
    };
    show();
  }, slides);
  await page.waitForFunction('window.seen.length >= 8');
});

test('a stroke on a canvas does not end where it is looked at', async ({
  figleaf: _,
  page,
  site,
}) => {
  const side = 320;
  await page.goto(
    site.page(
      pageOf(`<canvas width="${side}" height="${side}"></canvas><div id="behind">behind</div>`),
    ),
  );
  await page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const brush = new OffscreenCanvas(40, 40);
    const paint = brush.getContext('2d') as OffscreenCanvasRenderingContext2D;
    paint.fillStyle = 'crimson';
    paint.fillRect(0, 0, 40, 40);
    const told = { stamps: 0, left: 0 };
    Object.assign(window, { told });
    canvas.onmousemove = ({ offsetX, offsetY, buttons }) => {
      if (buttons === 0) return;
      context.drawImage(brush, offsetX - 20, offsetY - 20);
      told.stamps++;
    };
    canvas.onmouseleave = () => told.left++;
  });
  await page.mouse.move(20, 20);
  await page.mouse.down();
  let moves = 0;
  for (let y = 20; y < side - 20; y += 60) {
    for (let x = 20; x < side - 20; x += 20) {
      await page.mouse.move(x, y);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      moves++;
    }
  }
  await page.mouse.up();
  const told = await page.evaluate('window.told');
  // The first one may not move it.
  expect(told).toEqual({ stamps: expect.any(Number), left: 0 });
  expect((told as { stamps: number }).stamps).toBeGreaterThanOrEqual(moves - 1);
  await expect
    .poll(() => page.locator('canvas').evaluate((canvas) => getComputedStyle(canvas).opacity))
    .toBe('1');
});

test('a map is not hidden when it is dragged again', async ({ figleaf, page, site }) => {
  // Always the same: where it is cut by the edge, some pictures are more than ordinary to the model.
  const tile = await encode(ordinary(1, 0).draw(SIDE));
  await page.goto(
    site.page(
      pageOf(
        `<canvas width="320" height="320"></canvas><img hidden src="${site.picture(tile)}">`,
        `<script>
          let at = 0;
          /** Moves it for so many frames. @returns in how many it could not be seen when the next one began */
          async function drag(frames) {
            const [canvas, tile] = document.querySelectorAll('canvas, img');
            const context = canvas.getContext('2d');
            await tile.decode();
            let unseen = 0;
            for (let i = 0; i < frames; i++) {
              at = (at + 12) % tile.width;
              for (const x of [-at, tile.width - at]) context.drawImage(tile, x, 0);
              await new Promise(requestAnimationFrame);
              if (getComputedStyle(canvas).opacity !== '1') unseen++;
            }
            return unseen;
          }
        </script>`,
      ),
    ),
  );
  // For the first time it is judged before it is shown, and then moves in sight.
  await expect.poll(() => page.evaluate('drag(20)')).toBe(0);
  // It comes to rest, and what it shows then is judged.
  let judged = -1;
  const isQuiet = async (): Promise<boolean> => {
    const before = judged;
    judged = (await figleaf.facts()).judged;
    return judged === before;
  };
  await expect.poll(isQuiet, { intervals: [1500] }).toBe(true);
  expect(await page.evaluate('drag(30)')).toBe(0);
});

test('what has a judged background moves as its page says, from one moment to the next', async ({
  figleaf: _,
  page,
  site,
}) => {
  await openJudged(page, site, '<div id="slide"></div><div id="card"></div>', (picture) => {
    const box = 'position: absolute; left: 0; top: 0; width: 320px; height: 320px;';
    return `div { ${box} background: url(${picture}) }
      #slide { transition-property: opacity } #card { transition: transform 60s }`;
  });
  const ends = await page.evaluate(async () => {
    const slide = document.getElementById('slide') as HTMLElement;
    const told: string[] = [];
    for (const name of ['transitionend', 'transitioncancel']) {
      slide.addEventListener(name, () => told.push(name));
    }
    // As slide shows do it: the time it takes is written with what is to change.
    for (const opacity of ['0', '1']) {
      const ended = new Promise((resolve) => {
        slide.addEventListener('transitionend', resolve, { once: true });
        slide.addEventListener('transitioncancel', resolve, { once: true });
      });
      slide.style.transitionDuration = '100ms';
      slide.style.opacity = opacity;
      await ended;
      slide.style.transitionDuration = '0ms';
      await new Promise(requestAnimationFrame);
    }
    return told;
  });
  expect(ends).toEqual(['transitionend', 'transitionend']);
  // First, last, invert, play: put back without a transition, and then let go.
  const moved = await page.evaluate(async () => {
    const card = document.getElementById('card') as HTMLElement;
    const left = () => card.getBoundingClientRect().left;
    card.style.transition = 'none';
    card.style.transform = 'translateX(300px)';
    const inverted = left();
    card.style.transition = '';
    card.style.transform = '';
    for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
    return { inverted, moves: left() > 200 };
  });
  expect(moved).toEqual({ inverted: 300, moves: true });
});

test('what has a judged background has a transition no longer than its page gives it one', async ({
  figleaf: _,
  page,
  site,
}) => {
  await openJudged(
    page,
    site,
    '<div id="inline"></div><div id="class"></div>',
    (picture) => `div { width: 320px; height: 320px; background: url(${picture}) }
      .slow { transition: all 100ms }`,
  );
  for (const id of ['inline', 'class']) {
    const told = await page.evaluate(async (at) => {
      const div = document.getElementById(at) as HTMLElement;
      const frame = () => new Promise(requestAnimationFrame);
      const events: string[] = [];
      for (const name of ['transitionrun', 'transitionend', 'transitioncancel'])
        div.addEventListener(name, ({ type }) => events.push(type));
      const slow = (is: boolean) =>
        at === 'class'
          ? div.classList.toggle('slow', is)
          : div.style.setProperty('transition', is ? 'all 100ms' : '');
      slow(true);
      const ended = new Promise((resolve) => div.addEventListener('transitionend', resolve));
      await frame();
      div.style.transform = 'translateX(100px)';
      await ended;
      slow(false);
      for (let x = 0; x < 5; x++) {
        await frame();
        div.style.transform = `translateX(${10 * x}px)`;
      }
      const { left } = div.getBoundingClientRect();
      return { events, left };
    }, id);
    expect(told).toEqual({ events: ['transitionrun', 'transitionend'], left: 40 });
  }
});

test('a slide show of backgrounds that goes on at the end of each cross-fade goes on', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  const slides = [site.picture(usual.bytes), site.picture(usual.bytes)];
  await openJudged(
    page,
    site,
    slides.map((at) => `<div style="background-image: url(${at})"></div>`).join(''),
    () => 'div { width: 320px; height: 320px; transition: opacity .2s, background-image .1s }',
  );
  const told = await page.evaluate(async (sources) => {
    const div = document.querySelector('div') as HTMLElement;
    const names: string[] = [];
    for (const name of ['transitionrun', 'transitionstart', 'transitioncancel'])
      div.addEventListener(name, ({ type }) => names.push(type));
    for (let next = 1; next < 6; next++) {
      const ended = new Promise<TransitionEvent>((resolve) =>
        div.addEventListener('transitionend', resolve, { once: true }),
      );
      div.style.backgroundImage = `url(${sources[next % 2]})`;
      const { propertyName, elapsedTime } = await ended;
      names.push(`${propertyName} ${elapsedTime}`);
    }
    return names;
  }, slides);
  const one = ['transitionrun', 'transitionstart', 'background-image 0.1'];
  expect(told).toEqual(Array(5).fill(one).flat());
});

test('what turns or fades by a script is left alone while it does', async ({
  figleaf: _,
  page,
  site,
}) => {
  await openJudged(
    page,
    site,
    '<div class="picture"></div><div class="gradient"></div>',
    (picture) => `div { width: 320px; height: 320px }
      .gradient { background: linear-gradient(red, blue) } .picture { background: url(${picture}) }`,
  );
  const touched = await page.evaluate(async () => {
    const divs = [...document.querySelectorAll('div')];
    const turn = async (degrees: number) => {
      for (const { style } of divs) {
        style.transform = `rotate(${degrees}deg)`;
        style.opacity = `${1 - degrees / 100}`;
      }
      await new Promise(requestAnimationFrame);
    };
    // What it said before is not known yet.
    for (let i = 0; i < 3; i++) await turn(i);
    const told: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { attributeName } of records) told.push(attributeName ?? '');
    });
    observer.observe(document.body, { attributes: true, subtree: true });
    for (let i = 0; i < 20; i++) await turn(i);
    observer.disconnect();
    return told.filter((name) => name !== 'style');
  });
  expect(touched).toEqual([]);
});

test('a picture in an SVG tells that it has loaded, however it came', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  const at = site.picture(usual.bytes);
  const sides = 'width="100" height="100"';
  await page.goto(
    site.page(
      pageOf(
        `<svg width="500" height="100"><image ${sides} href="${at}?parsed" onload="told.push('parsed')"/></svg>`,
        '<script>told = []</script>',
      ),
    ),
  );
  await page.evaluate(async (src) => {
    const told = (window as unknown as { told: string[] }).told;
    const svg = document.querySelector('svg') as SVGSVGElement;
    const made = (name: string) => {
      const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
      image.setAttribute('width', '100');
      image.setAttribute('height', '100');
      image.setAttribute('x', `${100 * svg.children.length}`);
      image.onload = () => told.push(name);
      return image;
    };
    const later = made('given later');
    svg.append(later);
    later.setAttribute('href', `${src}?later`);
    const before = made('given before');
    before.setAttribute('href', `${src}?before`);
    svg.append(before);
    const unseen = made('given unseen');
    svg.append(unseen);
    unseen.href.baseVal = `${src}?unseen`;
    const elsewhere = made('loaded elsewhere');
    const loaded = new Promise((resolve) => elsewhere.addEventListener('load', resolve));
    elsewhere.href.baseVal = `${src}?elsewhere`;
    await loaded;
    elsewhere.setAttribute('x', `${100 * svg.children.length}`);
    svg.append(elsewhere);
  }, at);
  await expect
    .poll(() => page.evaluate(() => [...(window as unknown as { told: string[] }).told].sort()))
    .toEqual(['given before', 'given later', 'given unseen', 'loaded elsewhere', 'parsed']);
  await expect
    .poll(() =>
      page
        .locator('image')
        .evaluateAll((all) => all.map((image) => getComputedStyle(image).visibility)),
    )
    .toEqual(Array(5).fill('visible'));
});

test('a copy of a page in a frame out of sight has its backgrounds at once', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  const background = `background: url(${site.picture(usual.bytes)})`;
  await page.goto(
    site.page(
      pageOf('<div></div>', `<style>div { width: 320px; height: 320px; ${background} }</style>`),
    ),
  );
  await expect.poll(() => page.locator('div[data-figleaf-css]').count()).toBe(1);
  const waited: number[] = [];
  for (let i = 0; i < 5; i++) waited.push(await page.evaluate(copyIntoFrame));
  // Whatever else the machine does, one of them was not kept waiting for others, or for a frame of its own.
  expect(Math.min(...waited), `${waited}`).toBeLessThan(6);
});

test('a page that is made anew from its markup, again and again, keeps its pictures', async ({
  figleaf: _,
  page,
  site,
}) => {
  await openJudged(
    page,
    site,
    '<div class="a">a</div><div class="b">b</div><img>',
    (picture) => `div { width: 320px; height: 320px; background: url(${picture}) }`,
  );
  const { usual } = await onePair();
  await page.evaluate((src) => {
    (document.querySelector('img') as HTMLImageElement).src = src;
  }, site.picture(usual.bytes));
  const shown = () =>
    page.evaluate(() => ({
      image: getComputedStyle(document.querySelector('img') as Element).visibility,
      backgrounds: [...document.querySelectorAll('div')].map(
        (div) => getComputedStyle(div).backgroundSize,
      ),
    }));
  const all = { image: 'visible', backgrounds: ['auto', 'auto'] };
  await expect.poll(shown).toEqual(all);
  const markup = await page.evaluate(() => {
    const clean = document.body.cloneNode(true) as Element;
    for (const div of clean.querySelectorAll('div')) div.removeAttribute('data-figleaf-css');
    return clean.innerHTML;
  });
  const lost = await page.evaluate(async (html) => {
    // As morphing libraries do it: what the markup does not say is taken off, down to the nodes.
    const morph = (now: Element, meant: Element) => {
      for (const { name } of [...now.attributes]) {
        if (!meant.hasAttribute(name)) now.removeAttribute(name);
      }
      for (const [i, child] of [...meant.children].entries()) {
        const mine = now.children[i];
        if (mine) morph(mine, child);
      }
      while (now.childNodes.length > meant.childNodes.length) now.lastChild?.remove();
    };
    let times = 0;
    const meant = document.createElement('body');
    meant.innerHTML = html;
    for (let i = 0; i < 40; i++) {
      await new Promise(requestAnimationFrame);
      morph(document.body, meant);
      await Promise.resolve();
      for (const element of document.body.querySelectorAll('div, img')) {
        const { visibility, backgroundSize } = getComputedStyle(element);
        const is = element.matches('img') ? visibility : backgroundSize;
        if (is !== 'visible' && is !== 'auto') times++;
      }
    }
    return times;
  }, markup);
  expect(lost).toBe(0);
  expect(await shown()).toEqual(all);
});

test('a frame whose page is under way is left alone', async ({ figleaf: _, page, site }) => {
  const slow = site.add((_request, response) => {
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<p>here</p>');
    }, 700);
  });
  await page.goto(site.page(pageOf('<div></div>')));
  const told = await page.evaluate(
    async (urls) => {
      const names: string[] = [];
      const observer = new MutationObserver((records) => {
        for (const { attributeName } of records) names.push(attributeName ?? '');
      });
      observer.observe(document.body, { attributes: true, subtree: true });
      const loads = urls.map((src) => {
        const frame = document.createElement('iframe');
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        frame.src = src;
        document.body.append(frame);
        return loaded;
      });
      await Promise.all(loads);
      return names;
    },
    [site.url(slow), site.url(slow, 'elsewhere.test')],
  );
  expect(told).toEqual([]);
  await expect(page.frameLocator('iframe >> nth=1').locator('p')).toHaveText('here');
});
