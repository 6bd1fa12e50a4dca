// A day is typed as people say it; beside the field the browser's own picker can be opened. Whoever
// works by keyboard or by screen reader types, so the button is out of their way.
(() => {
  "use strict";
  const dress = () => document.querySelectorAll("input[data-day]:not([data-dressed])").forEach((field) => {
    field.dataset.dressed = "1";
    const picker = document.createElement("input");
    if (!("showPicker" in picker)) return;
    picker.type = field.dataset.day;
    picker.tabIndex = -1;
    picker.className = "day-picker";
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.className = "btn btn-outline-secondary day-button";
    button.setAttribute("aria-hidden", "true");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", field.dataset.icon);
    svg.setAttribute("class", "icon");
    svg.append(use);
    button.append(svg);
    const wrap = document.createElement("span");
    wrap.className = "day-field";
    field.replaceWith(wrap);
    wrap.append(field, button, picker);
    button.addEventListener("click", () => {
      if (/^\d{4}-\d{2}(-\d{2})?( \d{2}:\d{2})?$/.test(field.value)) picker.value = field.value.replace(" ", "T");
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      field.value = picker.value.replace("T", " ");
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    });
  });
  document.addEventListener("DOMContentLoaded", dress);
  document.addEventListener("gongyou:load", dress);
})();
