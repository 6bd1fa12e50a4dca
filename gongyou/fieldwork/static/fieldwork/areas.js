// Draw an area on a picture: its corners go into the form, in pixels of the picture.
const holder = document.querySelector("[data-area]");
const coding = document.getElementById("coding");
if (holder) {
  const picture = holder.querySelector("img");
  const sheet = holder.querySelector("svg");
  const drawn = holder.querySelector("[data-drawn]");
  const put = (rect, [x1, y1, x2, y2]) => {
    const box = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
    for (const [name, value] of Object.entries(box)) rect.setAttribute(name, value);
  };
  const measure = () => {
    sheet.setAttribute("viewBox", `0 0 ${picture.naturalWidth} ${picture.naturalHeight}`);
    for (const rect of sheet.querySelectorAll("[data-corners]"))
      put(rect, rect.dataset.corners.split(" ").slice(1).map(Number));
  };
  if (picture.complete) measure();
  picture.addEventListener("load", measure);
  const at = (event) => {
    const box = picture.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * picture.naturalWidth,
      ((event.clientY - box.top) / box.height) * picture.naturalHeight].map(Math.round);
  };
  let from = null;
  sheet.addEventListener("pointerdown", (event) => { from = at(event); sheet.setPointerCapture(event.pointerId); });
  sheet.addEventListener("pointermove", (event) => {
    if (!from || !coding || !coding.elements.x1) return;
    const corners = [...from, ...at(event)];
    put(drawn, corners);
    ["x1", "y1", "x2", "y2"].forEach((name, n) => { coding.elements[name].value = Math.max(0, corners[n]); });
  });
  sheet.addEventListener("pointerup", () => { from = null; });
}
