/** The overlay's own style, inside its closed shadow root: out of the page's reach. */
export const OVERLAY_CSS = `
:host { all: initial !important; position: absolute !important; inset: 0 auto auto 0 !important;
  width: 0 !important; height: 0 !important; z-index: 2147483647 !important;
  display: block !important; pointer-events: none !important; }
.spot { position: absolute; overflow: hidden; pointer-events: none; }
/* Over a frame that is covered as a whole: in sight wherever it is scrolled to. */
.whole { visibility: visible; position: fixed; inset: 0 !important; width: auto !important;
  height: auto !important; }
.spot[hidden] { display: none; }
canvas { position: absolute; inset: 0; width: 100%; height: 100%; image-rendering: pixelated; }
.parts { position: absolute; inset: 0; overflow: hidden; }
.parts > div { position: absolute; inset: 0; }
.parts > div > div { position: absolute; }
@media print { .parts { display: none; } }
button { all: unset; position: absolute; inset-block-start: 6px; inset-inline-start: 6px;
  max-inline-size: calc(100% - 12px); box-sizing: border-box; padding: 3px 8px; border-radius: 999px;
  font: 500 12px/1.4 system-ui, sans-serif; color: #fff; background: rgb(28 36 30 / .82);
  display: flex; white-space: nowrap; pointer-events: auto; cursor: pointer; }
button:hover { background: rgb(28 36 30 / .95); }
button:focus-visible { outline: 2px solid #fff; outline-offset: -4px; }
button[disabled] { cursor: default; pointer-events: none; }
.why { overflow: hidden; text-overflow: ellipsis; }
.act { flex: none; margin-inline-start: 6px; text-decoration: underline; }
button:not([data-ready]) { cursor: default; }
button:not([data-ready]) .act { text-decoration-color: transparent; }
`;
