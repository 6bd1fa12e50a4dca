// A group of many check boxes is one stop of the Tab key: arrows go through it, space ticks, and a
// letter or number goes to the next choice that begins with it. Without a script each box is a stop.
(() => {
  "use strict";
  const boxesOf = (group) => [...group.querySelectorAll("input[type=checkbox]")];
  const go = (boxes, to) => {
    boxes.forEach((box) => { box.tabIndex = -1; });
    boxes[to].tabIndex = 0;
    boxes[to].focus();
  };
  const dress = () => document.querySelectorAll("[data-rove] fieldset").forEach((group) => {
    const boxes = boxesOf(group);
    boxes.forEach((box, n) => { box.tabIndex = n ? -1 : 0; });
  });
  const said = (box) => (box.labels[0]?.innerText || "").trim().toLowerCase();
  document.addEventListener("keydown", (event) => {
    const group = event.target.matches?.("[data-rove] input[type=checkbox]") && event.target.closest("fieldset");
    if (!group || event.ctrlKey || event.altKey || event.metaKey) return;
    const boxes = boxesOf(group);
    const at = boxes.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      go(boxes, (at + step + boxes.length) % boxes.length);
    } else if (event.key === "Enter") {
      boxes.at(-1).tabIndex = 0;
      const fields = [...event.target.form.querySelectorAll("input, select, textarea, button")].filter((one) => one.offsetParent && !one.disabled && one.tabIndex >= 0);
      const next = fields.find((one) => !boxes.includes(one) && one.compareDocumentPosition(boxes.at(-1)) & Node.DOCUMENT_POSITION_PRECEDING);
      boxes.forEach((box) => { box.tabIndex = box === event.target ? 0 : -1; });
      if (next) { event.preventDefault(); event.stopImmediatePropagation(); next.focus(); }
    } else if (event.key.length === 1 && event.key.trim()) {
      const found = [...boxes.slice(at + 1), ...boxes.slice(0, at + 1)].find((box) => said(box).startsWith(event.key.toLowerCase()));
      if (found) { event.preventDefault(); go(boxes, boxes.indexOf(found)); }
    }
  }, true);
  document.addEventListener("DOMContentLoaded", dress);
  document.addEventListener("gongyou:load", dress);
})();
