// The secret of an invitation stands behind the # of its address, which browsers do not send.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-join] [name=token]");
  if (field && location.hash.length > 1) {
    field.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
});
