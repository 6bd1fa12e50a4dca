// Puts the built bundle, compressed, where the program serves it from.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const from = "dist";
const to = "../../gongyou/surveys/static/surveys/web-forms";
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const manifest = JSON.parse(readFileSync(join(from, "manifest.json"), "utf8"));
for (const name of readdirSync(from)) {
  if (!/\.(js|css)$/.test(name)) continue;
  const packed = gzipSync(readFileSync(join(from, name)), { level: 9 });
  packed[9] = 255; // the same bytes on every system
  writeFileSync(join(to, `${name}.gz`), packed);
  console.log(name, packed.length);
}
const entry = Object.values(manifest).find((each) => each.isEntry);
const files = [...new Set(Object.values(manifest).flatMap((each) => [each.file, ...(each.css ?? [])]))].filter((name) => /\.(js|css)$/.test(name)).sort();
writeFileSync(join(to, "manifest.json"), JSON.stringify({ entry: entry.file, styles: entry.css ?? [], files }, null, 1) + "\n");

const parts = ["@getodk/web-forms", "vue", "@vue/runtime-dom", "ol", "dompurify", "@mdi/js", "image-blob-reduce", "vue-draggable-plus", "@noble/hashes", "world-atlas", "topojson-client"];
const licences = parts.map((name) => {
  const folder = join("node_modules", name);
  const told = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8") : "";
  return `==== ${name} ${told.version} (${told.license})\n\n${text.trim()}\n`;
});
writeFileSync(join(to, "LICENSES.txt"), licences.join("\n"));
