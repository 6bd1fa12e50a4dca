// A player keyed to turns: it goes to a turn, shows which one is heard, and remembers the place.
const sound = document.getElementById("sound");
if (sound) {
  const turns = [...document.querySelectorAll("[data-start]")];
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const go = (ms) => { sound.currentTime = ms / 1000; sound.play(); };
  document.querySelectorAll("[data-go]").forEach((one) => one.addEventListener("click", () => go(Number(one.dataset.go))));
  sound.addEventListener("loadedmetadata", () => { sound.currentTime = Number(sound.dataset.place) / 1000; }, { once: true });
  sound.addEventListener("timeupdate", () => {
    const now = sound.currentTime * 1000;
    const heard = turns.filter((one) => Number(one.dataset.start) <= now).pop();
    turns.forEach((one) => one.toggleAttribute("aria-current", one === heard));
    const mark = document.querySelector("#mark [name=at]");
    if (mark) mark.value = Math.round(now);
  });
  sound.addEventListener("pause", () => {
    const body = new URLSearchParams({ act: "place", at: Math.round(sound.currentTime * 1000), csrfmiddlewaretoken: token ? token.value : "" });
    fetch(window.location.pathname, { method: "POST", body, credentials: "same-origin" });
  });
  document.getElementById("speed").addEventListener("change", (event) => { sound.playbackRate = Number(event.target.value); });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, button, audio")) return;
    if (event.key === " ") { event.preventDefault(); if (sound.paused) sound.play(); else sound.pause(); }
    if (event.key === "ArrowLeft") sound.currentTime -= 2;
    if (event.key === "ArrowRight") sound.currentTime += 2;
  });
}
