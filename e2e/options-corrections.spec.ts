import { expect, expectLooks, pageOf, test } from './harness.ts';
import { openOptions, raise } from './our-pages.ts';
import { onePair } from './pictures.ts';

/* What a person said of pictures for good, told and taken back in the options. */

test('corrections are told, and forgotten only after the question', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const shots = { plain: usual, bad: pattern };
  const [plain, bad] = [usual, pattern].map(({ bytes }) => site.url(site.picture(bytes)));
  await page.goto(site.page(pageOf(`<img id="plain" src="${plain}"><img id="bad" src="${bad}">`)));
  await expectLooks(page, shots, { plain: 'shown', bad: 'masked' });

  const options = await openOptions(figleaf);
  const engine = options.getByRole('region', { name: 'Engine' });
  const kept = engine.locator('.corrections-kept');
  const forget = engine.getByRole('button', { name: 'Forget all corrections' });
  await expect(kept).toHaveText('None at present');
  await expect(forget).toBeDisabled();

  await page.bringToFront();
  await raise(figleaf, page, { menu: 'alwaysCover', src: plain ?? '' });
  await raise(figleaf, page, { menu: 'alwaysShow', src: bad ?? '' });
  await expectLooks(page, shots, { plain: 'masked', bad: 'shown' });

  await options.bringToFront();
  await expect(kept).toHaveText('Pictures always covered or always shown: 2');
  const question = options.getByRole('dialog', { name: 'Forget all corrections?' });
  await forget.click();
  await expect(question).toContainText('Pictures always covered or always shown: 2.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await forget.click();
  await options.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect((await figleaf.facts()).corrections).toBe(2);
  await page.bringToFront();
  await expectLooks(page, shots, { plain: 'masked', bad: 'shown' });

  await options.bringToFront();
  await forget.click();
  await question.getByRole('button', { name: 'Forget all corrections' }).click();
  await expect(options.getByRole('status').filter({ hasText: 'Corrections forgotten' })).toHaveText(
    /Those pictures go by their verdicts again\./,
  );
  await expect(kept).toHaveText('None at present');
  await expect(forget).toBeDisabled();
  await page.bringToFront();
  await expectLooks(page, shots, { plain: 'shown', bad: 'masked' });
});
