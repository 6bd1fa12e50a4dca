// Maps are drawn from coasts that we ship: a page asks no other server for pictures, and works
// without a network. What is drawn is said beneath it, so that nobody takes it for a street map.
// It opens where the clock of the device says it is, a quarter of a degree for each minute of time.
const middle = /center: (\w+),(\s*)zoom: (\w+),(\s*\/\/ Prevent map cloning)/;
const tiles = /layers: \[new \w+\(\{ source: new \w+\(\) \}\)\],/;

/** The changed source; its classes of OpenLayers are found by how it uses them. */
export function ownMap(code) {
  const layer = /this\.overlay_ = new (\w+)\(\{\s*source: new (\w+)\(\{\s*useSpatialIndex/.exec(code);
  const format = /new (\w+)\(\)\.readFeatures\(/.exec(code);
  if (!tiles.test(code) || !middle.test(code) || !layer || !format) throw new Error("ODK Web Forms has changed at its map");
  const drawn = `layers: [new ${layer[1]}({
    source: new ${layer[2]}({
      features: new ${format[1]}().readFeatures(gongyouLand, { featureProjection: "EPSG:3857" }),
      attributions: globalThis.gongyouWord("Coasts only (Natural Earth). Check the coordinates."),
      attributionsCollapsible: false,
    }),
    background: "#dfe9f2",
    style: { "fill-color": "#f7f5ee", "stroke-color": "#8a8f98", "stroke-width": 1 },
  })],`;
  const head = `import { land as gongyouLand } from ${JSON.stringify(new URL("./src/land.js", import.meta.url).pathname)};\n`;
  const there = "center: [(-new Date().getTimezoneOffset() / 4) * 111319.49, 2875745], zoom: 3,";
  return head + code.replace(tiles, () => drawn).replace(middle, (...found) => there + found[4]);
}
