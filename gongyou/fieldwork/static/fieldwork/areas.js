// Draw an area: its corners go into the form, in units of the file. Without this script two clicks do.
const holder = document.querySelector("[data-area]");
const coding = document.getElementById("coding");
if (holder && coding && coding.elements.x1) {
  const sheet = holder.querySelector("svg");
  const drawn = holder.querySelector("[data-drawn]");
  const scale = Number(holder.dataset.scale);
  const { width, height } = sheet.viewBox.baseVal;
  holder.classList.add("drawing");
  const at = (event) => {
    const box = sheet.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const unit = ([x, y]) => [x, "flipped" in holder.dataset ? height - y : y]
    .map((value) => Math.max(0, Math.round(value * scale)));
  let from = null;
  sheet.addEventListener("pointerdown", (event) => { from = at(event); sheet.setPointerCapture(event.pointerId); });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    const box = { x: Math.min(from[0], to[0]), y: Math.min(from[1], to[1]), width: Math.abs(to[0] - from[0]), height: Math.abs(to[1] - from[1]) };
    for (const [name, value] of Object.entries(box)) drawn.setAttribute(name, value);
    [...unit(from), ...unit(to)].forEach((value, n) => { coding.elements[["x1", "y1", "x2", "y2"][n]].value = value; });
  });
  sheet.addEventListener("pointerup", () => { from = null; });
}
