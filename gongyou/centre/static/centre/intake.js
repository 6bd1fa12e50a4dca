// A chosen match goes into its hidden field; typing again takes the choice back. In the field
// itself the arrows go through the matches and Enter takes the one that is marked.
(() => {
  "use strict";
  const NEW = "new";
  const lists = { id_employer_name: "known-employers", id_name: "known-people", id_phone: "known-people" };

  document.addEventListener("change", (event) => {
    const field = event.target.dataset && event.target.dataset.fill;
    if (!field) return;
    const hidden = document.getElementById(field);
    hidden.value = event.target.value === NEW ? "" : event.target.value;
    if (event.target.dataset.name) {
      document.getElementById("id_employer_name").value = event.target.dataset.name;
    }
    hidden.dispatchEvent(new Event("input", { bubbles: true }));
  });

  document.addEventListener("keydown", (event) => {
    const place = document.getElementById(lists[event.target.id] || "");
    const choices = place ? [...place.querySelectorAll("input[type=radio]")] : [];
    if (!choices.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const marked = choices.findIndex((choice) => choice.checked);
    const next = marked < 0 && step < 0 ? choices.length - 1 : marked + step;
    const choice = choices[(next + choices.length) % choices.length];
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const name = document.getElementById("id_employer_name");
  if (name) {
    name.addEventListener("input", () => {
      document.getElementById("id_employer").value = "";
    });
  }
})();
