// While a passphrase is typed, say how long somebody would have to guess it. Sent to this machine only.
"use strict";
(() => {
  const form = document.querySelector("[data-strength-url]");
  const field = form?.querySelector("[data-strength]");
  const told = document.getElementById("strength");
  if (!field || !told) return;
  let waiting = 0;
  const ask = async () => {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.strengthUrl, { method: "POST", body, headers: { Accept: "text/html" } });
    if (answer.ok) told.innerHTML = await answer.text();
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  });
})();
