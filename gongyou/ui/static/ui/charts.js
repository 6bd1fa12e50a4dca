// Draws every [data-chart] from its json_script: bar, line, distribution, scatter, timeline.
// ECharts is loaded only where a chart stands. Colours come from the style sheet, so dark mode holds.
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

  const SIGNS = { CNY: "¥", USD: "$", GBP: "£", HKD: "HK$", EUR: "€" };
  const say = (unit) => (value) => {
    if (value === null || value === undefined) return "";
    const n = Number(value);
    if (unit === "percent") return `${(n * 100).toLocaleString(undefined, { maximumFractionDigits: 1 })}%`;
    const text = n.toLocaleString(undefined, { maximumFractionDigits: unit in SIGNS ? 2 : 1 });
    return `${SIGNS[unit] || ""}${text}`;
  };
  const short = (unit) => (value) => {
    const n = Math.abs(value);
    if (unit === "percent" || n < 10000) return say(unit)(value);
    const zh = document.documentElement.lang.startsWith("zh");
    const [by, word] = zh ? (n >= 1e8 ? [1e8, "亿"] : [1e4, "万"]) : n >= 1e6 ? [1e6, "m"] : [1e3, "k"];
    return `${SIGNS[unit] || ""}${+(value / by).toFixed(1)}${word}`;
  };

  const colours = () => {
    const css = getComputedStyle(document.documentElement);
    const get = (name) => css.getPropertyValue(name).trim();
    return {
      series: [1, 2, 3, 4, 5, 6].map((n) => get(`--g-chart-${n}`)),
      text: get("--g-text"), muted: get("--g-muted"), line: get("--g-line"), panel: get("--g-panel"),
      ok: get("--g-ok"), warn: get("--g-chart-2"), bad: get("--g-chart-5"), info: get("--g-chart-6"),
    };
  };

  const axis = (c, extra) => ({
    axisLine: { lineStyle: { color: c.line } },
    axisTick: { show: false },
    axisLabel: { color: c.muted, hideOverlap: true, ...(extra.axisLabel || {}) },
    splitLine: { lineStyle: { color: c.line } },
    nameTextStyle: { color: c.muted },
    ...Object.fromEntries(Object.entries(extra).filter(([k]) => k !== "axisLabel")),
  });

  const common = (data, c) => ({
    color: c.series,
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.text },
    grid: { left: 8, right: 16, top: (data.series || []).length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    tooltip: {
      renderMode: "richText", trigger: "axis", confine: true,
      backgroundColor: c.panel, borderColor: c.line, textStyle: { color: c.text },
      valueFormatter: say(data.unit), axisPointer: { type: "shadow" },
    },
    legend: (data.series || []).length > 1
      ? { type: "scroll", top: 0, left: 0, textStyle: { color: c.muted }, icon: "roundRect", itemWidth: 12, itemHeight: 8 }
      : undefined,
  });

  const bars = (data, c) => {
    const names = axis(c, { type: "category", data: data.categories, splitLine: { show: false }, inverse: !!data.horizontal });
    const counts = data.series.every((one) => one.values.every((value) => value === null || Number.isInteger(value)));
    const values = axis(c, { type: "value", minInterval: counts ? 1 : 0, axisLabel: { formatter: short(data.unit) }, axisLine: { show: false } });
    return {
      ...common(data, c),
      xAxis: data.horizontal ? values : names,
      yAxis: data.horizontal ? names : values,
      series: data.series.map((one) => ({
        type: "bar", name: one.name, data: one.values, stack: one.stack, barMaxWidth: 44,
        barCategoryGap: data.kind === "distribution" ? "4%" : undefined,
        itemStyle: { borderRadius: one.stack ? 0 : data.horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
        markLine: data.marks && one === data.series[0] ? marks(data, c) : undefined,
      })),
    };
  };
  const marks = (data, c) => ({
    symbol: "none", silent: true, lineStyle: { color: c.bad, type: "dashed" },
    label: { formatter: ({ name }) => name, color: c.text },
    data: data.marks.map((m) => ({ name: m.label, [data.horizontal ? "yAxis" : "xAxis"]: m.at })),
  });

  const lines = (data, c) => ({
    ...common(data, c),
    xAxis: axis(c, { type: "category", data: data.categories, splitLine: { show: false }, boundaryGap: false }),
    yAxis: axis(c, { type: "value", axisLabel: { formatter: short(data.unit) }, axisLine: { show: false } }),
    series: data.series.map((one) => ({
      type: "line", name: one.name, data: one.values, step: one.step || false, connectNulls: false,
      symbol: "circle", symbolSize: data.categories.length > 40 ? 0 : 6, lineStyle: { width: 2 },
      areaStyle: one.area ? { opacity: 0.12 } : undefined,
    })),
  });

  const scatter = (data, c) => ({
    ...common(data, c),
    tooltip: { ...common(data, c).tooltip, trigger: "item" },
    xAxis: axis(c, { type: "value", name: data.x || "", nameLocation: "middle", nameGap: 28 }),
    yAxis: axis(c, { type: "value", name: data.y || "" }),
    series: data.series.map((one) => ({ type: "scatter", name: one.name, data: one.values, symbolSize: 8 })),
  });

  const timeline = (data, c) => {
    const lanes = [...new Set(data.events.map((event) => event.lane || ""))];
    const tone = (event) => c[event.tone] || c.series[lanes.indexOf(event.lane || "") % 6];
    return {
      ...common(data, c),
      tooltip: {
        ...common(data, c).tooltip, trigger: "item", axisPointer: { type: "none" },
        formatter: ({ data: point }) => `${point.name}\n${point.value[0]}${point.until ? ` – ${point.until}` : ""}`,
      },
      xAxis: axis(c, { type: "time", splitLine: { show: true, lineStyle: { color: c.line } } }),
      yAxis: axis(c, { type: "category", data: lanes, inverse: true, splitLine: { show: false } }),
      series: [{
        type: "scatter", symbolSize: 13,
        data: data.events.map((event) => ({
          name: event.label, value: [event.date, event.lane || ""], until: event.end,
          itemStyle: { color: tone(event), borderColor: c.panel, borderWidth: 2 },
        })),
        markLine: {
          symbol: "none", silent: true, lineStyle: { type: "solid", width: 5, opacity: 0.35, color: c.series[0] },
          data: data.events.filter((event) => event.end).map((event) => [
            { coord: [event.date, event.lane || ""] }, { coord: [event.end, event.lane || ""] }]),
        },
      }],
    };
  };

  const KINDS = { bar: bars, distribution: bars, line: lines, scatter, timeline };

  const draw = async (place) => {
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const echarts = await load();
    const chart = drawn.get(place) || echarts.init(place, null, { renderer: "canvas" });
    drawn.set(place, chart);
    chart.setOption((KINDS[data.kind] || bars)(data, colours()), true);
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
