/** What docs/surfaces.md says before its tables. */
export const PREFACE = `# Every way a page can show a picture

Made by \`npm run surfaces\`, in Chromium. Each row shows a picture that the bundled model calls explicit and an ordinary one in the same way, under addresses that tell nothing.

- **covered**: in the end nothing of the explicit one is on the screen.
- **never painted**: nor was it on any frame from before the page was opened until then, and the browser told of no painting of its address (\`PaintImage\`) where it could be seen.
- **ordinary shown**: its twin is on the screen in the end.
- **control painted**: without Figleaf both are, or the row would prove nothing.

Left alone: a tab's icon and the mouse's pointer, which are too small to show anything, and the browser's own viewer of PDF files, where extensions do not run.
`;
