// Days, times and moments get our own controls (src/day-controls.js): those of Web Forms take a day
// in one order of one language and clear the rest without a word, and have none for a moment.
const changes = [
  [/createBlock\((\S+), \{\s*key: 6,\s*question: eA\.node/, "createBlock(globalThis.gongyouControls.InputDate, {\n key: 6, question: eA.node"],
  [/createBlock\((\S+), \{\s*key: 7,\s*question: eA\.node/, "createBlock(globalThis.gongyouControls.InputTime, {\n key: 7, question: eA.node"],
  [/: \(openBlock\(\), createBlock\(InputText, \{\s*key: 8,/, ': eA.node.valueType === "dateTime" ? (openBlock(), createBlock(globalThis.gongyouControls.InputDateTime, { key: 9, node: eA.node }, null, 8, ["node"])) : (openBlock(), createBlock(InputText, {\n key: 8,'],
  // Files that are no pictures: the question, our control, what is wrong with the answer.
  [/\(tA, AA\) => \(openBlock\(\), createElementBlock\("p", null, [^)]*?pending\. 🚧"\)?\)\)/u, "(tA, AA) => (openBlock(), createElementBlock(Fragment, null, [createVNode(ControlText, { question: eA.question }, null, 8, ['question']), createVNode(globalThis.gongyouControls.UploadFile, { question: eA.question }, null, 8, ['question']), createVNode(ValidationMessage, { message: eA.question.validationState.violation?.message.formatted }, null, 8, ['message'])], 64))"],
  [/createElementVNode\("div", _hoisted_1\$2, \[\s*unref\(tA\)/, "createVNode(globalThis.gongyouControls.Drawing, { question: eA.question }, null, 8, ['question']),\n createElementVNode(\"div\", _hoisted_1$2, [\n unref(tA)"],
];

/** The changed source; each change has its place once. */
export function dayControls(code) {
  return changes.reduce((text, [pattern, to]) => {
    if (!pattern.test(text)) throw new Error(`ODK Web Forms has changed at ${pattern}`);
    return text.replace(pattern, () => to);
  }, code);
}
