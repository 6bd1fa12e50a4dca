// Choices by the ten thousand. As published, a drop-down asks of each choice whether it is among
// the choices, going through all of them, and draws every one when it opens; without an appearance
// each choice becomes a button. Here a long list is a drop-down to search in that draws what is seen.
const MANY = 1_000;
const HEIGHT = 40; // of one choice, in CSS pixels
const count = "eA.question.currentState.valueOptions.length";
const long = `(${count} > ${MANY} && ![...eA.question.appearances].length)`;

const changes = [
  [/if \(\w+\.question\.getValueOption\(\w+\.value\) == null\)\s*throw new Error\([^;]+\);/g, ""],
  [/eA\.question\.appearances\.autocomplete \|\| eA\.question\.appearances\.minimal \? /g, (found) => `${long} || ${found}`],
  [/filter: eA\.question\.appearances\.autocomplete,/g, `filter: eA.question.appearances.autocomplete || ${count} > ${MANY},`],
  [/options: (\w+\.value),(?=\s*"option-(?:label|value)")/g, `options: $1, "virtual-scroller-options": $1.length > ${MANY} ? { itemSize: ${HEIGHT} } : undefined,`],
  // What may change after the first drawing.
  [/"disabled", "options"/g, '"disabled", "options", "virtual-scroller-options"'],
];

/** The changed source; each change has its place twice, for one answer and for several. */
export function longLists(code) {
  return changes.reduce((text, [pattern, to]) => {
    if (text.match(pattern)?.length !== 2) throw new Error(`ODK Web Forms has changed at ${pattern}`);
    return text.replace(pattern, to);
  }, code);
}
