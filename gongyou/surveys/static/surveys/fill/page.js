// The fill-in page: forms, drafts, what waits to be sent; and one form open at a time.

import { instanceId, sameSubmission, usesLastSaved, withLastSaved } from "./answers.js";
import { encrypted, publicKey } from "./envelope.js";
import { sendAll } from "./send.js";
import { all, drop, get, put, seal, unseal } from "./store.js";

const told = JSON.parse(document.getElementById("told").textContent);
const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), told.words.page[key]);
globalThis.gongyouWord = (word) => told.words.webForms[word] ?? word;

const $ = (id) => document.getElementById(id);
const submission = new URL(told.submission, location.origin).href;
const lang = document.documentElement.lang;
const when = (time) => new Date(time).toLocaleString(lang, { dateStyle: "short", timeStyle: "short" });
let forms = [];
let current = null;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// --- the list --------------------------------------------------------------------------

async function show() {
  const queue = await all("queue");
  const mine = queue.filter((row) => row.address === submission);
  const waiting = mine.filter((row) => row.state !== "sent").length;
  $("network").textContent = navigator.onLine ? say("online") : say("offline");
  $("network").className = navigator.onLine ? "badge text-bg-success" : "badge text-bg-warning";
  $("waiting").textContent = waiting ? say("count", { count: waiting }) : say("nothingWaits");
  $("send").hidden = !waiting;
  $("forms").replaceChildren(...(forms.length ? forms.map(formLine) : [element("li", { textContent: say("noForms") })]));
  const drafts = (await all("drafts")).filter((row) => row.address === submission).sort((a, b) => b.at - a.at);
  $("drafts").replaceChildren(...drafts.map(draftLine));
  $("drafts-part").hidden = !drafts.length;
  $("queue").replaceChildren(...mine.sort((a, b) => b.at - a.at).map(queueLine));
  $("queue-part").hidden = !mine.length;
}

function line(title, note, ...buttons) {
  const text = element("span", {}, element("strong", { textContent: title }), " ", element("span", { className: "text-body-secondary", textContent: note }));
  return element("li", { className: "row-line" }, text, element("span", { className: "end" }, ...buttons));
}

function button(text, act, kind = "btn-outline-secondary") {
  return element("button", { type: "button", className: `btn btn-sm ${kind}`, textContent: text, onclick: act });
}

function formLine(form) {
  const version = form.version ? say("version", { version: form.version }) : "";
  return line(form.title, version, button(say("fill"), () => fill(form, null), "btn-primary"));
}

function draftLine(row) {
  const form = forms.find((each) => each.id === row.form) ?? row.known;
  return line(row.title, say("draft", { when: when(row.at) }),
    button(say("continue"), () => fill(form, row), "btn-primary"),
    button(say("discard"), async () => {
      if (!confirm(say("discardSure"))) return;
      await drop("drafts", row.id);
      show();
    }));
}

function queueLine(row) {
  const state = row.state === "sent" ? say("sent", { when: when(row.at) }) : say(row.state);
  const shown = line(row.title, row.message ? `${state}: ${row.message}` : state);
  shown.dataset.state = row.state;
  return shown;
}

// --- one form --------------------------------------------------------------------------

async function fill(form, draft) {
  let formXml;
  try {
    formXml = await (await fetched(form.xml)).text();
    await import(told.entry);
  } catch {
    $("problem").textContent = say("notHere");
    $("problem").hidden = false;
    return;
  }
  const { mount } = await import(told.entry);
  const id = draft?.id ?? `draft-${crypto.randomUUID()}`;
  const resumed = draft ? await unseal(draft.id, draft) : null;
  current = { form, id, original: draft?.original ?? null, key: publicKey(formXml), shown: null };
  if (usesLastSaved(formXml)) formXml = withLastSaved(formXml, await lastSaved(form));
  $("list").hidden = true;
  $("filling").hidden = false;
  $("problem").hidden = true;
  $("kept").textContent = "";
  $("form").replaceChildren(element("div", { id: "mounted" }));
  current.shown = mount($("mounted"), {
    formXml,
    draft: resumed && { xml: resumed.xml, files: new Map(resumed.files.map((file) => [file.name, file.blob])) },
    properties: { deviceID: deviceId(), username: told.username },
    fetchFile: (url) => fileOf(form, url),
    onSend: finished,
  });
  if (history.state?.filling !== true) history.pushState({ filling: true }, "");
  scrollTo(0, 0);
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

function fileOf(form, url) {
  const name = decodeURIComponent(String(url).split("/").pop());
  const file = form.files.find((each) => each.name === name);
  return file ? fetch(file.url) : Promise.resolve(new Response("", { status: 404 }));
}

async function lastSaved(form) {
  const kept = await get("last", form.id);
  return kept ? (await unseal(`last-${form.id}`, kept)).xml : null;
}

function deviceId() {
  let id = localStorage.getItem("gongyou-device");
  if (!id) localStorage.setItem("gongyou-device", (id = `gongyou:${crypto.randomUUID()}`));
  return id;
}

async function read(payload) {
  const raw = await payload.xml.text();
  current.original ??= instanceId(raw);
  return { xml: sameSubmission(raw, current.original), files: payload.files };
}

/** Keep what stands in the form now. */
async function keep() {
  if (!current?.shown) return;
  const filling = current;
  $("kept").textContent = say("saving");
  try {
    const payload = await filling.shown.read();
    if (!payload || current !== filling) return;
    const answers = await read(payload);
    const row = { id: filling.id, address: submission, form: filling.form.id, known: filling.form, title: filling.form.title, original: filling.original, at: Date.now() };
    const sealed = await seal(row.id, answers);
    if (current === filling) await put("drafts", { ...row, ...sealed });
    $("kept").textContent = say("keptHere");
  } catch (error) {
    console.error(error);
    $("kept").textContent = say("notSaved");
  }
}

/** A finished answer: into the queue first, then out of the drafts, then sent. */
async function finished(payload) {
  const filling = current;
  // The server takes 50 MB at once; what it would refuse for ever is said while it can be changed.
  const heavy = payload.files.reduce((sum, file) => sum + file.blob.size, 0) > 48_000_000;
  $("problem").textContent = heavy ? say("tooLarge") : "";
  $("problem").hidden = !heavy;
  if (heavy) {
    scrollTo(0, 0);
    return false;
  }
  clearTimeout(keeping);
  const answers = await read(payload);
  const id = filling.original;
  const { md5 } = await import(told.entry);
  const sent = filling.key ? await encrypted(answers, filling.key, id, md5) : answers;
  await put("queue", { id, address: submission, title: filling.form.title, state: "waiting", at: Date.now(), tries: 0, ...(await seal(id, sent)) });
  await put("last", { id: filling.form.id, ...(await seal(`last-${filling.form.id}`, { xml: answers.xml, files: [] })) });
  await drop("drafts", filling.id);
  close();
  $("thanks").hidden = false;
  $("thanks").textContent = say("thanks");
  await show();
  sendAll(submission, show);
  return true;
}

function close() {
  current?.shown?.close();
  current = null;
  $("form").replaceChildren();
  $("filling").hidden = true;
  $("list").hidden = false;
}

let keeping;
function keepSoon() {
  clearTimeout(keeping);
  keeping = setTimeout(keep, 500);
}

async function leave() {
  clearTimeout(keeping);
  await keep();
  close();
  show();
}

// --- beginning -------------------------------------------------------------------------

async function refresh() {
  try {
    forms = (await (await fetched(told.forms)).json()).forms;
  } catch {
    $("problem").textContent = say("failed");
  }
  await show();
  tellWorker();
}

/** Let the service worker fetch all that filling needs, so that it works without a network. */
async function tellWorker() {
  const registration = await navigator.serviceWorker?.ready;
  const own = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=modulepreload], link[rel~=icon], img[src]")].map((each) => each.src || each.href);
  const addresses = [location.pathname, told.forms, ...own, ...told.assets, ...forms.flatMap((form) => [form.xml, ...form.files.map((file) => file.url)])];
  registration?.active?.postMessage({ keep: addresses });
}

for (const kind of ["input", "change", "click", "focusout"]) $("form").addEventListener(kind, keepSoon);
document.addEventListener("visibilitychange", () => document.hidden && keep());
addEventListener("pagehide", keep);
addEventListener("popstate", () => current && leave());
addEventListener("online", () => { show(); refresh(); sendAll(submission, show); });
addEventListener("offline", show);
$("back").onclick = () => history.back();
$("send").onclick = () => sendAll(submission, show, true);

navigator.storage?.persist?.();
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(told.worker);
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data?.kept) $("ready").hidden = false;
  });
}
await refresh();
sendAll(submission, show);
document.body.dataset.ready = "yes";
