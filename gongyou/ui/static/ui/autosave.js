// <form data-autosave="name"> is kept as it is typed, sealed on the server, and offered again.
"use strict";
(() => {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  const skip = new Set(["csrfmiddlewaretoken"]);

  const read = (form) => {
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (skip.has(name) || value instanceof File) continue;
      (values[name] ||= []).push(value);
    }
    return values;
  };

  const write = (form, values) => {
    for (const field of form.elements) {
      if (!field.name || skip.has(field.name) || field.type === "file" || field.type === "submit") continue;
      const kept = values[field.name];
      if (field.type === "checkbox" || field.type === "radio") field.checked = !!kept?.includes(field.value);
      else if (field.tagName === "SELECT" && field.multiple) {
        for (const option of field.options) option.selected = !!kept?.includes(option.value);
      } else if (kept && field.type !== "hidden") field.value = kept.shift() ?? "";
    }
    form.dispatchEvent(new CustomEvent("gongyou:restored", { bubbles: true }));
  };

  const say = (form, state) => {
    const place = form.querySelector(".saved");
    if (!place) return;
    place.dataset.state = state;
    place.textContent = place.dataset[state] || "";
  };

  // <div data-drafts="form"> lists what this person began and did not send, to go on with.
  const list = async (place) => {
    const { drafts, draftTitle, draftOpen, draftHint } = place.dataset;
    const own = document.querySelector("form[data-autosave]")?.dataset.autosave;
    const asked = new URLSearchParams({ form: drafts, hint: draftHint || "" });
    const answer = await fetch(`/drafts/?${asked}`, { headers: { Accept: "application/json" } });
    if (answer.status !== 200) return;
    const others = (await answer.json()).filter((one) => one.name !== own);
    if (!others.length) return;
    const title = document.createElement("p");
    title.className = "small";
    title.textContent = draftTitle;
    const lines = document.createElement("ul");
    lines.className = "list-lines";
    for (const one of others) {
      const line = document.createElement("li");
      const open = document.createElement("a");
      open.href = `?draft=${encodeURIComponent(one.name.split(".").pop())}`;
      open.textContent = draftOpen;
      line.append(`${one.saved} · ${one.hint || "…"} · `, open);
      lines.append(line);
    }
    place.replaceChildren(title, lines);
  };

  const start = async (form) => {
    if (form.dataset.autosaving) return;
    form.dataset.autosaving = "1";
    const own = form.dataset.autosave.split(".");
    if (own.length > 2) {
      const address = new URL(location.href);
      address.searchParams.set("draft", own.pop());
      history.replaceState(null, "", address);
    }
    const url = `/drafts/${encodeURIComponent(form.dataset.autosave)}/`;
    const headers = { "X-CSRFToken": token(), "Content-Type": "application/json" };
    let timer = 0;
    let sent = "";
    let running = Promise.resolve();
    const save = async (keepalive = false) => {
      clearTimeout(timer);
      const body = JSON.stringify(read(form));
      if (body === sent) return;
      say(form, "saving");
      try {
        const answer = await fetch(url, { method: "POST", headers, body, keepalive: keepalive && body.length < 60000 });
        if (!answer.ok) throw new Error(answer.status);
        sent = body;
        say(form, "saved");
      } catch { say(form, "failed"); timer = setTimeout(later, 5000); }
    };
    const later = () => { running = running.then(() => save()); };
    const soon = () => { clearTimeout(timer); timer = setTimeout(later, 700); };

    if (!form.querySelector(".error-summary")) {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.status === 200) { write(form, await answer.json()); say(form, "restored"); }
    }
    sent = JSON.stringify(read(form));
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => clearTimeout(timer));
    document.addEventListener("visibilitychange", () => document.hidden && form.isConnected && save(true));
    form.querySelector("[data-discard]")?.addEventListener("click", async (event) => {
      event.preventDefault();
      clearTimeout(timer);
      await fetch(url, { method: "DELETE", headers });
      location.assign(location.pathname);
    });
  };

  const all = (root) => (root?.querySelectorAll ? root : document).querySelectorAll("form[data-autosave]").forEach(start);
  document.addEventListener("DOMContentLoaded", () => {
    all(document);
    document.querySelectorAll("[data-drafts]").forEach(list);
  });
  document.addEventListener("gongyou:load", (event) => all(event.detail));
})();
