/** What some pages do to everything on them. */
const hostileStyle = '*{filter:none!important; visibility:visible!important; opacity:1!important}';

/** Runs first, so that what it finds is the page's own and what comes later may not be. */
const strippingScript = `
const allowed = new Set(['src', 'id', 'alt', 'width', 'height', 'lang', 'charset', 'content', 'name', 'rel', 'href']);
const ownStyles = new Set(['page']);
const strip = (element) => {
  for (const { name } of [...element.attributes]) if (!allowed.has(name)) element.removeAttribute(name);
  if (element.localName === 'style' && !ownStyles.has(element.id)) element.remove();
};
const stripAll = () => document.querySelectorAll('*').forEach(strip);
new MutationObserver(stripAll).observe(document, { subtree: true, childList: true, attributes: true });
stripAll();`;

/** @param urls of the pictures, in order */
export function benchmarkPage(
  urls: readonly string[],
  hostile: { style: boolean; script: boolean },
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${hostile.script ? `<script>${strippingScript}</script>` : ''}
<title>Benchmark gallery</title>
<link rel="icon" href="data:,">
<style id="page">
body { margin: 8px; display: grid; grid-template-columns: repeat(auto-fill, 320px); gap: 8px }
img { display: block }
${hostile.style ? hostileStyle : ''}
</style>
</head>
<body>
${urls.map((url) => `<img src="${url}" alt="" width="320" height="320">`).join('\n')}
</body>
</html>
`;
}
