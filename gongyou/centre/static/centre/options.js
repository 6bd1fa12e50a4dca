// A long list of choices stands on the page once; each field takes it when it is opened.
(() => {
  "use strict";
  const fill = (event) => {
    const select = event.target.closest("select[data-options]");
    if (!select) return;
    const list = document.getElementById(select.dataset.options);
    delete select.dataset.options;
    if (!list) return;
    const chosen = select.value;
    select.append(list.content.cloneNode(true));
    for (const option of select.querySelectorAll("optgroup option")) {
      if (option.value === chosen) option.remove();
    }
  };
  document.addEventListener("focusin", fill);
  document.addEventListener("pointerdown", fill);
})();
