// Behaviour of every page: focus, confirmation, idle lock, help, copy, printing. No inline handlers.
"use strict";
(() => {
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(found, event);
    });

  // After an answer with errors the summary takes the focus.
  const settle = (root) => root.querySelector?.("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => settle(document));
  document.addEventListener("htmx:afterSettle", (event) => settle(event.target));
  document.addEventListener("htmx:load", (event) =>
    document.dispatchEvent(new CustomEvent("gongyou:load", { detail: event.detail?.elt })));

  // <c-confirm>: a button opens the dialog of that id; without a script the form stands in <details>.
  on("click", "[data-open]", (button) => document.getElementById(button.dataset.open)?.showModal());
  on("click", "[data-close]", (button) => button.closest("dialog")?.close());

  // Help closes with Escape or a click elsewhere.
  const shut = (except) =>
    document.querySelectorAll("details.help[open]").forEach((help) => help !== except && (help.open = false));
  document.addEventListener("click", (event) => shut(event.target.closest?.("details.help")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
    if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]")) {
      const search = document.getElementById("top-term");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });

  on("click", "[data-print]", () => window.print());
  on("click", "[data-copy]", async (button) => {
    const text = document.getElementById(button.dataset.copy)?.textContent.trim();
    if (text) { await navigator.clipboard.writeText(text); button.classList.add("done"); }
  });
  on("click", "[data-show-passphrase]", (button) => {
    const input = document.getElementById(button.dataset.showPassphrase);
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.setAttribute("aria-pressed", String(hidden));
  });
  on("change", "[data-submit-on-change]", (field) => field.form.requestSubmit());
  on("change", "[data-check-all]", (box) =>
    document.querySelectorAll(`input[name="${box.dataset.checkAll}"]`).forEach((one) => (one.checked = box.checked)));

  // What scrolls sideways can be reached by keyboard.
  const reachable = () =>
    document.querySelectorAll(".table-wrap").forEach((wrap) => {
      if (wrap.scrollWidth <= wrap.clientWidth + 1) return wrap.removeAttribute("tabindex");
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "group");
      const caption = wrap.querySelector("caption")?.textContent.trim();
      if (caption) wrap.setAttribute("aria-label", caption);
    });
  document.addEventListener("DOMContentLoaded", reachable);
  document.addEventListener("gongyou:load", reachable);
  window.addEventListener("resize", reachable);

  // In a long form Enter goes on to the next field; only its button (or Ctrl+Enter) sends it.
  document.addEventListener("keydown", (event) => {
    const form = event.target.form;
    if (event.key !== "Enter" || event.isComposing || form?.dataset.enter !== "next") return;
    if (event.target.matches("textarea, button, [type=submit]") && !event.ctrlKey) return;
    event.preventDefault();
    if (event.ctrlKey) { form.requestSubmit(); return; }
    const fields = [...form.querySelectorAll("input, select, textarea, button")].filter((one) => one.offsetParent && !one.disabled);
    fields[fields.indexOf(event.target) + 1]?.focus();
  });

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  // An unattended screen is covered and locked; someone at work tells the server now and then.
  const body = document.body;
  const minutes = Number(body.dataset.idleMinutes || 0);
  if (minutes) {
    let last = Date.now();
    let told = last;
    const here = () => { last = Date.now(); };
    ["pointerdown", "keydown", "scroll", "touchstart"].forEach((type) =>
      document.addEventListener(type, here, { passive: true, capture: true }));
    setInterval(() => {
      const now = Date.now();
      if (now - last > minutes * 60000) {
        document.body.classList.add("covered");
        location.assign(`${body.dataset.lock}?idle=1&next=${encodeURIComponent(location.pathname)}`);
      } else if (last > told && now - told > 240000) {
        told = now;
        fetch(body.dataset.alive, { credentials: "same-origin" });
      }
    }, 15000);
  }
  // A page kept by the browser must not come back after signing out.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
