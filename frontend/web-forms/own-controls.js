// Days, times and moments get our own controls (src/day-controls.js): those of Web Forms take a day
// in one order of one language and clear the rest without a word, and have none for a moment.
const changes = [
  [/createBlock\((\S+), \{\s*key: 6,\s*question: eA\.node/, "createBlock(globalThis.gongyouControls.InputDate, {\n key: 6, question: eA.node"],
  [/createBlock\((\S+), \{\s*key: 7,\s*question: eA\.node/, "createBlock(globalThis.gongyouControls.InputTime, {\n key: 7, question: eA.node"],
  [/: \(openBlock\(\), createBlock\(InputText, \{\s*key: 8,/, ': eA.node.valueType === "dateTime" ? (openBlock(), createBlock(globalThis.gongyouControls.InputDateTime, { key: 9, node: eA.node }, null, 8, ["node"])) : (openBlock(), createBlock(InputText, {\n key: 8,'],
];

/** The changed source; each change has its place once. */
export function dayControls(code) {
  return changes.reduce((text, [pattern, to]) => {
    if (!pattern.test(text)) throw new Error(`ODK Web Forms has changed at ${pattern}`);
    return text.replace(pattern, () => to);
  }, code);
}
