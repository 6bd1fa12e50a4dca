// Select words, choose a code: the places go into the form. Colours come from the data.
document.querySelectorAll("[data-colour]").forEach((one) => {
  if (/^#[0-9a-f]{6}$/i.test(one.dataset.colour)) one.style.setProperty("--code", one.dataset.colour);
});
const form = document.getElementById("coding");
const place = (node, offset) => {
  const holder = node.nodeType === 3 ? node.parentElement : node;
  const piece = holder.closest("[data-at]");
  const turn = holder.closest("[data-turn]");
  if (!piece || !turn || node.nodeType !== 3) return null;
  const before = [...node.data.slice(0, offset)].length;
  return { turn: Number(turn.dataset.turn), at: Number(piece.dataset.at) + before };
};
if (form) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const from = place(range.startContainer, range.startOffset);
    const to = place(range.endContainer, range.endOffset);
    if (!from || !to) return;
    form.elements.start_turn.value = from.turn;
    form.elements.start.value = from.at;
    form.elements.end_turn.value = to.turn;
    form.elements.end.value = to.at;
    form.elements.place.value = from.turn;
    const told = form.querySelector("[data-selected]");
    if (told) told.textContent = String(chosen).slice(0, 60);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "turn") return;
    for (const name of ["start_turn", "start", "end_turn", "end"]) form.elements[name].value = "";
    form.elements.place.value = event.target.value;
  });
}
