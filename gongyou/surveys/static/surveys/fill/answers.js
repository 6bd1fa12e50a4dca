// Small changes to forms and answers as XML text.

const parse = (xml) => new DOMParser().parseFromString(xml, "text/xml");
const write = (dom) => new XMLSerializer().serializeToString(dom);

function meta(dom, name) {
  return [...dom.getElementsByTagNameNS("*", name)].find((each) => each.parentNode?.localName === "meta") ?? null;
}

/** The name of a submission. */
export const instanceId = (xml) => meta(parse(xml), "instanceID")?.textContent.trim() ?? "";

/**
 * A resumed draft is still the same submission: the engine took it for an edit of a sent one
 * and gave it a new name, so the old one is put back.
 */
export function sameSubmission(xml, original) {
  const dom = parse(xml);
  const id = meta(dom, "instanceID");
  if (id && original) id.textContent = original;
  const deprecated = meta(dom, "deprecatedID");
  if (deprecated) deprecated.remove();
  return write(dom);
}

/** Put what was last saved on this device where the form asks for it. */
export function withLastSaved(formXml, last) {
  const dom = parse(formXml);
  for (const each of [...dom.getElementsByTagNameNS("*", "instance")]) {
    if (each.getAttribute("src") !== "jr://instance/last-saved") continue;
    each.removeAttribute("src");
    const root = last ? parse(last).documentElement : primary(dom);
    each.replaceChildren(dom.importNode(root, true));
  }
  return write(dom);
}

function primary(dom) {
  const first = dom.getElementsByTagNameNS("*", "instance")[0].firstElementChild;
  const empty = first.cloneNode(true);
  for (const each of empty.querySelectorAll("*")) if (!each.children.length) each.textContent = "";
  return empty;
}

export const usesLastSaved = (formXml) => formXml.includes("jr://instance/last-saved");
