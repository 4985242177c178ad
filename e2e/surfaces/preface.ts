/** What docs/surfaces.md says before its tables. */
export const PREFACE = `# Every way a page can show a picture

Made by \`npm run surfaces\`, in Chromium, and with \`-- --browser firefox\` in Firefox. Each row shows a picture that the bundled model calls explicit and an ordinary one in the same way, under addresses that tell nothing.

- **covered**: in the end nothing of the explicit one is on the screen.
- **never painted**: nor was it on any frame from before the page was opened until then, and the browser told of no painting of its address (\`PaintImage\`) where it could be seen.
- **ordinary shown**: its twin is on the screen in the end.
- **control painted**: without Figleaf both are, or the row would prove nothing.
- **Firefox**: \`yes\` if all four hold there, or what does not. Nothing there tells of what is painted: \`never painted\` is what screens taken one after the other showed, several a second. \`–\`: not measured, with the reason where there is one.

Left alone: a tab's icon and the mouse's pointer, which are too small to show anything, and the browser's own viewer of PDF files, where extensions do not run. Not measured: prerendered pages, as Playwright forbids the browser to prerender, and AVIF files that move, as nothing here writes them.

A film that turns explicit as it plays is known before it is seen, where its server gives parts and the machine has the time, and so are one that is drawn on a canvas and the stream of a canvas; of other streams something is seen until the next look and its verdict ([decision 12](decisions/0012-live-pictures.md)); such rows stand by themselves and say so. Where an ordinary twin is missing in Chromium, most often an explicit picture beside it on the same page is one that no surface claims, and the ledger covers the frame ([decision 11](decisions/0011-ledger.md)). One of each kind on pages without such neighbours is tested on every run (\`e2e/surfaces.spec.ts\`).`;
