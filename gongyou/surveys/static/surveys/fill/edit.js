// Changing answers that were sent: the form opens with them, and the change is stored as an edit.

import { usesLastSaved, withLastSaved } from "./answers.js";

const told = JSON.parse(document.getElementById("told").textContent);
globalThis.gongyouWord = (word) => told.words.webForms[word] ?? word;

let formXml = await (await fetch(told.xml)).text();
if (usesLastSaved(formXml)) formXml = withLastSaved(formXml, null);
const blob = async (url) => (await fetch(url)).blob();
const files = new Map(await Promise.all(Object.entries(told.attachments).map(async ([name, url]) => [name, await blob(url)])));
const { mount } = await import(told.entry);
mount(document.getElementById("form"), {
  formXml,
  draft: { xml: told.answers, files },
  fetchFile: (url) => {
    const name = decodeURIComponent(String(url).split("/").pop());
    return told.files[name] ? fetch(told.files[name]) : Promise.resolve(new Response("", { status: 404 }));
  },
  onSend: async ({ xml, files: sent }) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", told.csrf);
    body.append("answers", xml, "submission.xml");
    for (const each of sent) if (!files.has(each.name)) body.append("files", each.blob, each.name);
    const answer = await fetch(told.send, { method: "POST", body });
    if (answer.ok) {
      location.href = told.back;
      return true;
    }
    const problem = document.getElementById("problem");
    problem.textContent = (await answer.json().catch(() => ({}))).message ?? told.failed;
    problem.hidden = false;
    scrollTo(0, 0);
    return false;
  },
});
