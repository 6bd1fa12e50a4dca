// Puts the named icons into one file of symbols: node sprite.mjs names.txt folder out.svg
import { readFileSync, writeFileSync } from "node:fs";

const [, , list, folder, out] = process.argv;
const names = readFileSync(list, "utf8").split("\n").filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(`${folder}/${name}.svg`, "utf8");
  const box = svg.match(/viewBox="([^"]+)"/)[1];
  const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="${box}">${body}</symbol>`;
});
writeFileSync(out, `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
