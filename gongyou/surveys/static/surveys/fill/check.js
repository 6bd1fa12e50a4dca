// After an upload the draft is opened here, unseen, as a link would open it. Where it does not
// open, the expressions that stand in the way are found by leaving them out.

const told = JSON.parse(document.getElementById("check-told").textContent);
globalThis.gongyouWord = (word) => word;
const MOST_CULPRITS = 5;
const ATTRIBUTES = ["calculate", "relevant", "constraint", "required", "readonly"];

const formXml = await (await fetch(told.xml)).text();
const { opens } = await import(told.entry);
const fetchFile = (url) => {
  const name = decodeURIComponent(String(url).split("/").pop());
  return told.files[name] ? fetch(told.files[name]) : Promise.resolve(new Response("", { status: 404 }));
};

const parse = () => new DOMParser().parseFromString(formXml, "text/xml");
const expressions = [...parse().getElementsByTagNameNS("*", "bind")].flatMap((bind, number) =>
  ATTRIBUTES.filter((name) => /[(/]/.test(bind.getAttribute(name) ?? "") && !/^(true|false)\(\)$/.test(bind.getAttribute(name).trim())).map((name) => ({ number, name, path: bind.getAttribute("nodeset"), text: bind.getAttribute(name) })));

/** Whether the form opens with only some of its expressions; the reason if not. */
async function failsWith(kept) {
  const dom = parse();
  const binds = [...dom.getElementsByTagNameNS("*", "bind")];
  for (const each of expressions) if (!kept.includes(each)) binds[each.number].removeAttribute(each.name);
  return opens(new XMLSerializer().serializeToString(dom), fetchFile);
}

/** The expression without which a longer list opens and with which it does not. */
async function culprit(list) {
  let [good, bad] = [0, list.length];
  if (await failsWith([])) return null;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (await failsWith(list.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return list[bad - 1];
}

const problems = [];
let rest = expressions;
let why = await opens(formXml, fetchFile);
while (why && problems.length < MOST_CULPRITS) {
  const found = await culprit(rest);
  if (!found) {
    problems.push({ path: "", attribute: "", why });
    break;
  }
  problems.push({ path: found.path, attribute: found.name, why: found.text });
  rest = rest.filter((each) => each !== found);
  why = await failsWith(rest);
}

const body = new FormData();
body.append("csrfmiddlewaretoken", told.csrf);
body.append("problems", JSON.stringify(problems));
const answer = await fetch(told.note, { method: "POST", body });
if (answer.ok && problems.length) location.reload();
document.body.dataset.opened = problems.length ? "no" : "yes";
