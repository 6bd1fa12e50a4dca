// Prints name, version and licence of everything vendored.
import { readFileSync } from "node:fs";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
for (const [name, version] of Object.entries(dependencies)) {
  const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  console.log(`${name} ${version} ${license}`);
}
