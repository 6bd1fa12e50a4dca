// Trying a questionnaire out: it is shown as in the field, and nothing leaves the page.

import { usesLastSaved, withLastSaved } from "./answers.js";

const told = JSON.parse(document.getElementById("told").textContent);
globalThis.gongyouWord = (word) => told.words.webForms[word] ?? word;

let formXml = await (await fetch(told.xml)).text();
if (usesLastSaved(formXml)) formXml = withLastSaved(formXml, null);
const { mount } = await import(told.entry);
mount(document.getElementById("form"), {
  formXml,
  draft: null,
  fetchFile: (url) => {
    const name = decodeURIComponent(String(url).split("/").pop());
    return told.files[name] ? fetch(told.files[name]) : Promise.resolve(new Response("", { status: 404 }));
  },
  onSend: async () => {
    document.getElementById("done").hidden = false;
    scrollTo(0, 0);
    return true;
  },
});
