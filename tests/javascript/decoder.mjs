// The decoder for Brotli as a page gets it, in a Node.js that plays a browser without one.

import { readFile } from "node:fs/promises";

const MODULE = new URL("../../node_modules/brotli-dec-wasm/pkg/", import.meta.url);
const SCRIPT = "brotli_dec_wasm.js";
const WASM = "brotli_dec_wasm_bg.wasm";

/** The pack of its two files. */
export async function decoderPack() {
  const contents = await Promise.all([SCRIPT, WASM].map((name) => readFile(new URL(name, MODULE))));
  const [script, wasm] = contents;
  const index = [
    [SCRIPT, 0, script.length],
    [WASM, script.length, wasm.length],
  ];
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Uint8Array.from(Buffer.concat([length, head, script, wasm]));
}

/** Take away what knows the format by itself; the script is imported from its file, not a blob. */
export function withoutBrotli() {
  const { DecompressionStream: Native } = globalThis;
  const { createObjectURL } = URL;
  globalThis.DecompressionStream = class extends Native {
    constructor(format) {
      if (format === "brotli") throw new TypeError("unknown format");
      super(format);
    }
  };
  URL.createObjectURL = ({ name }) => new URL(name, MODULE).href;
  return () => {
    globalThis.DecompressionStream = Native;
    URL.createObjectURL = createObjectURL;
  };
}
