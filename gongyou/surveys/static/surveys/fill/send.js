// Sending what waits, one after the other, whenever there is a network. Nothing is dropped
// from this device before the server said it has it.

import { all, drop, put, unseal } from "./store.js";

const SENT_KEPT = 20;
let timer;

/**
 * Send what waits. Only one tab does it at a time.
 *
 * @param {string} address where submissions go
 * @param {() => void} changed called when a state changed
 * @param {boolean} again also try what was refused
 */
export async function sendAll(address, changed, again = false) {
  clearTimeout(timer);
  await navigator.locks.request("gongyou-send", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const row of await all("queue")) {
      const mine = row.address === address && row.state !== "sent";
      if (!mine || (row.state === "refused" && !again)) continue;
      if (!(await sendOne(row, changed))) break;
    }
  });
  const waiting = (await all("queue")).filter((row) => row.state === "waiting" || row.state === "sending");
  if (waiting.length) {
    const tries = Math.max(...waiting.map((row) => row.tries));
    timer = setTimeout(() => sendAll(address, changed), Math.min(300_000, 5_000 * 2 ** Math.min(tries, 6)));
  }
  await tidy();
}

async function sendOne(row, changed) {
  await put("queue", { ...row, state: "sending" });
  changed();
  let response;
  try {
    response = await fetch(row.address, { method: "POST", body: await body(row), headers: { "X-OpenRosa-Version": "1.0", "Accept-Language": document.documentElement.lang } });
  } catch {
    await put("queue", { ...row, state: "waiting", tries: row.tries + 1 });
    changed();
    return false;
  }
  if (response.status === 201 || response.status === 202) {
    await put("queue", { id: row.id, address: row.address, title: row.title, state: "sent", at: Date.now(), tries: row.tries });
  } else if (response.status >= 500 || response.status === 429) {
    await put("queue", { ...row, state: "waiting", tries: row.tries + 1 });
    changed();
    return false;
  } else {
    await put("queue", { ...row, state: "refused", tries: row.tries + 1, message: await sentence(response) });
  }
  changed();
  return true;
}

async function body(row) {
  const answers = await unseal(row.id, row);
  const data = new FormData();
  data.append("xml_submission_file", new Blob([answers.xml], { type: "text/xml" }), "submission.xml");
  for (const file of answers.files) data.append(file.name, file.blob, file.name);
  return data;
}

async function sentence(response) {
  const dom = new DOMParser().parseFromString(await response.text(), "text/xml");
  return dom.getElementsByTagNameNS("*", "message")[0]?.textContent ?? String(response.status);
}

/** Of what was sent only the last few are shown. */
async function tidy() {
  const sent = (await all("queue")).filter((row) => row.state === "sent").sort((a, b) => b.at - a.at);
  for (const row of sent.slice(SENT_KEPT)) await drop("queue", row.id);
}
