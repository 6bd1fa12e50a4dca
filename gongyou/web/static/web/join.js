// The secret of an invitation or reset stands behind the # of its address, which browsers do not
// send. It waits in this tab while the person gives the passphrase first.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-join] [name=token]");
  if (!field) return;
  if (location.hash.length > 1) {
    field.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
  if (field.value) field.form.hidden = false;
});
