// Light or dark before the first paint: the person's choice, else the system's.
"use strict";
(() => {
  const page = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const choice = page.dataset.theme;
    const theme = choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
    page.setAttribute("data-bs-theme", theme);
    document.dispatchEvent(new CustomEvent("gongyou:theme"));
  };
  show();
  dark.addEventListener("change", show);
})();
