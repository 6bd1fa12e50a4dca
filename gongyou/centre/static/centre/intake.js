// A chosen match goes into its hidden field; typing again takes the choice back.
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const field = event.target.dataset && event.target.dataset.fill;
    if (!field) return;
    const hidden = document.getElementById(field);
    hidden.value = event.target.value;
    if (event.target.dataset.name) {
      document.getElementById("id_employer_name").value = event.target.dataset.name;
    }
    hidden.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const name = document.getElementById("id_employer_name");
  if (name) {
    name.addEventListener("input", () => {
      document.getElementById("id_employer").value = "";
    });
  }
})();
