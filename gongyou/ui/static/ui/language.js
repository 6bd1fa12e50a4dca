// The other language without losing what was typed: the page is fetched anew and the fields copied.
"use strict";
(() => {
  const controls = (root) =>
    [...root.querySelectorAll("form:not([data-language]):not([data-no-language-copy]) :is(input, select, textarea)")]
      .filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && field.type !== "submit");
  const key = (field) => `${field.form?.getAttribute("action") || ""}|${field.id}|${field.name}|${
    field.type === "radio" || field.type === "checkbox" ? field.value : ""}`;

  const copy = (from, to) => {
    const target = new Map(controls(to).map((field) => [key(field), field]));
    for (const field of controls(from)) {
      const other = target.get(key(field));
      if (!other) continue;
      if (field.type === "file") other.replaceWith(field);
      else if (field.type === "checkbox" || field.type === "radio") other.checked = field.checked;
      else if (field.type !== "hidden") other.value = field.value;
    }
  };

  const typed = () => controls(document).some((field) =>
    field.type === "file" ? field.files.length
      : field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
        : field.tagName === "SELECT" ? [...field.options].some((o) => o.selected !== o.defaultSelected)
          : field.type !== "hidden" && field.value !== field.defaultValue);

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-language]") || !typed()) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    await fetch(form.action, { method: "POST", body: data, redirect: "manual" });
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    copy(document, page);
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    window.htmx?.process(document.body);
    document.dispatchEvent(new CustomEvent("gongyou:load", { detail: document.body }));
  });
})();
