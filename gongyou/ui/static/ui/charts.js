// Draws every [data-chart] from its json_script; how it looks, options.js says, for paper too.
// ECharts is loaded only where a chart stands.
"use strict";
(() => {
  const source = document.currentScript.dataset.echarts;
  const drawn = new Map();
  let loading = null;
  const load = () => (loading ||= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => done(window.echarts);
    script.onerror = fail;
    document.head.append(script);
  }));

  // Colours come from the style sheet, so dark mode holds.
  const look = () => {
    const css = getComputedStyle(document.documentElement);
    const get = (name) => css.getPropertyValue(name).trim();
    return {
      series: [1, 2, 3, 4, 5, 6].map((n) => get(`--g-chart-${n}`)),
      text: get("--g-text"), muted: get("--g-muted"), line: get("--g-line"), panel: get("--g-panel"),
      ok: get("--g-ok"), warn: get("--g-chart-2"), bad: get("--g-chart-5"), info: get("--g-chart-6"),
      font: getComputedStyle(document.body).fontFamily,
      zh: document.documentElement.lang.startsWith("zh"),
      still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    };
  };

  const draw = async (place) => {
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const echarts = await load();
    const chart = drawn.get(place) || echarts.init(place, null, { renderer: "canvas" });
    drawn.set(place, chart);
    chart.setOption(chartOption(data, look()), true);
  };

  const all = (root) => (root?.querySelectorAll ? root : document).querySelectorAll("[data-chart]").forEach(draw);
  const clean = () => drawn.forEach((chart, place) => {
    if (!place.isConnected) { chart.dispose(); drawn.delete(place); }
  });
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("gongyou:load", (event) => { clean(); all(event.detail); });
  document.addEventListener("gongyou:theme", () => { clean(); drawn.forEach((_chart, place) => draw(place)); });
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  window.addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize()));
})();
