import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { dayControls } from "./own-controls.js";
import { ownMap } from "./own-map.js";
import { longLists } from "./long-lists.js";
import { labels, phrases } from "./words.js";

// The library speaks English only; its visible words are looked up at run time instead.
const before = ["label: ", "title: ", "header: ", "}, ", "null, ", "createTextVNode("];
const changes = {
  name: "change-web-forms",
  transform(code, id) {
    if (!id.includes("@getodk/web-forms/dist")) return null;
    let changed = code.includes("getValueOption") ? longLists(code) : code;
    const swap = (from, to) => (changed = changed.split(from).join(to));
    for (const phrase of phrases) {
      swap(JSON.stringify(phrase), `globalThis.gongyouWord(${JSON.stringify(phrase)})`);
      swap(JSON.stringify(` ${phrase} `), `globalThis.gongyouWord(${JSON.stringify(phrase)})`);
    }
    for (const word of labels) {
      const literal = JSON.stringify(word);
      for (const place of before) swap(place + literal, `${place}globalThis.gongyouWord(${JSON.stringify(word.trim())})`);
    }
    changed = changed.replace(
      /`\$\{(\w+)\} questions with errors\.`/,
      (_, name) => `globalThis.gongyouWord("{n} questions with errors.").replace("{n}", ${name})`,
    );
    changed = changed.replace(
      /`\$\{(\w+)\} points saved`/,
      (_, name) => `globalThis.gongyouWord("{n} points saved").replace("{n}", ${name})`,
    );
    if (code.includes('__name: "MapBlock"')) changed = ownMap(changed);
    // What a worker reads is a sentence in their language; the engine's words are below it.
    changed = changed.replace("toDisplayString(eA.error.message)", 'toDisplayString(globalThis.gongyouWord("This questionnaire does not open on this page. Tell whoever sent you the link."))');
    if (code.includes('__name: "InputDate"')) changed = dayControls(changed);
    if (code.includes("loadFormState = async")) changed += "\n;globalThis.gongyouOpen = loadFormState;\n";
    return { code: changed, map: null };
  },
};

export default defineConfig({
  plugins: [vue(), changes],
  base: "./",
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    rollupOptions: {
      input: "src/main.js",
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
    },
  },
});
