// Which expressions of a form stand in the way of opening it: found by leaving them out.

const MOST_CULPRITS = 5;
const BINDS = ["calculate", "relevant", "constraint", "required", "readonly"];

const isFormula = (text) => /[(/]/.test(text ?? "") && !/^(true|false)\(\)$/.test(text.trim());
const named = (dom, name) => [...dom.getElementsByTagNameNS("*", name)];
const questionOf = (element) => element.closest("[ref]")?.getAttribute("ref") ?? element.closest("text[id]")?.getAttribute("id").split(":")[0] ?? "";

/** Everything that can be left out: where it stands, what it says, and how it goes. */
function expressions(dom) {
  const found = [];
  for (const bind of named(dom, "bind"))
    for (const attribute of BINDS)
      if (isFormula(bind.getAttribute(attribute))) found.push({ path: bind.getAttribute("nodeset"), attribute, text: bind.getAttribute(attribute), leave: () => bind.removeAttribute(attribute) });
  for (const each of named(dom, "itemset")) {
    const text = each.getAttribute("nodeset") ?? "";
    const start = text.indexOf("[");
    if (start > 0) found.push({ path: questionOf(each), attribute: "itemset", text: text.slice(start + 1, -1), leave: () => each.setAttribute("nodeset", text.slice(0, start)) });
  }
  for (const each of named(dom, "setvalue"))
    if (isFormula(each.getAttribute("value"))) {
      const attribute = each.getAttribute("event")?.includes("xforms-value-changed") ? "calculate" : "default";
      found.push({ path: each.getAttribute("ref"), attribute, text: each.getAttribute("value"), leave: () => each.remove() });
    }
  for (const each of named(dom, "output"))
    if (isFormula(each.getAttribute("value"))) found.push({ path: questionOf(each), attribute: "label", text: each.getAttribute("value"), leave: () => each.remove() });
  return found;
}

/**
 * What stands in the way of opening a form, each with its path, attribute and text.
 *
 * @returns {Promise<object[]>} empty where it opens; one without a path where all of it fails
 */
export async function problemsOf(formXml, opens, fetchFile) {
  const parse = () => new DOMParser().parseFromString(formXml, "text/xml");
  const all = expressions(parse());

  /** Why the form does not open with only some of its expressions; null if it does. */
  const failsWith = (kept) => {
    const dom = parse();
    expressions(dom).forEach((each, number) => kept.includes(all[number]) || each.leave());
    return opens(new XMLSerializer().serializeToString(dom), fetchFile);
  };

  /** The expression without which a longer list opens and with which it does not. */
  const culprit = async (list) => {
    let [good, bad] = [0, list.length];
    if (await failsWith([])) return null;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (await failsWith(list.slice(0, middle))) bad = middle;
      else good = middle;
    }
    return list[bad - 1];
  };

  const problems = [];
  let rest = all;
  let why = await opens(formXml, fetchFile);
  while (why && problems.length < MOST_CULPRITS) {
    const found = await culprit(rest);
    if (!found) return [...problems, { path: "", attribute: "", why }];
    problems.push({ path: found.path, attribute: found.attribute, why: found.text });
    rest = rest.filter((each) => each !== found);
    why = await failsWith(rest);
  }
  return problems;
}
