// What a chart looks like, on the page and on paper: from its figures to the option object of ECharts.
// chartOption(data, look): `look` has the colours, the font, the language, and `paper` for print.
"use strict";
(function (root) {
  const SIGNS = { CNY: "¥", USD: "$", GBP: "£", HKD: "HK$", EUR: "€" };
  const grouped = (n, most) => {
    const fixed = Math.abs(n).toFixed(most);
    const [whole, rest = ""] = fixed.split(".");
    const cents = rest.replace(/0+$/, "");
    return (n < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (cents ? `.${cents}` : "");
  };
  const say = (unit) => (value) => {
    if (value === null || value === undefined) return "";
    const n = Number(value);
    if (unit === "percent") return `${grouped(n * 100, 1)}%`;
    return `${SIGNS[unit] || ""}${grouped(n, unit in SIGNS ? 2 : 1)}`;
  };
  const short = (unit, zh) => (value) => {
    const n = Math.abs(value);
    if (unit === "percent" || n < 10000) return say(unit)(value);
    const [by, word] = zh ? (n >= 1e8 ? [1e8, "亿"] : [1e4, "万"]) : n >= 1e6 ? [1e6, "m"] : [1e3, "k"];
    return `${SIGNS[unit] || ""}${+(value / by).toFixed(1)}${word}`;
  };

  // Told apart without colour: by how dark a bar is, by how a line is broken and what marks its points.
  const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 4], [12, 4]];
  const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];

  const axis = (look, extra) => ({
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    axisLabel: { color: look.muted, hideOverlap: true, ...(extra.axisLabel || {}) },
    splitLine: { lineStyle: { color: look.line } },
    nameTextStyle: { color: look.muted },
    ...Object.fromEntries(Object.entries(extra).filter(([k]) => k !== "axisLabel")),
  });

  const common = (data, look) => ({
    color: look.series,
    animation: !look.still,
    animationDuration: 300,
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 8, right: 16, top: (data.series || []).length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    tooltip: look.paper ? undefined : {
      renderMode: "richText", trigger: "axis", confine: true,
      backgroundColor: look.panel, borderColor: look.line, textStyle: { color: look.text },
      valueFormatter: say(data.unit), axisPointer: { type: "shadow" },
    },
    legend: (data.series || []).length > 1
      ? {
        type: look.paper ? "plain" : "scroll", top: 0, left: 0, textStyle: { color: look.muted },
        icon: data.kind === "line" ? undefined : "roundRect", itemWidth: data.kind === "line" ? 28 : 12, itemHeight: 8,
      }
      : undefined,
  });

  const marks = (data, look) => ({
    symbol: "none", silent: true, lineStyle: { color: look.bad, type: "dashed" },
    label: { formatter: ({ name }) => name, color: look.text },
    data: data.marks.map((m) => ({ name: m.label, [data.horizontal ? "yAxis" : "xAxis"]: m.at })),
  });

  // From the least to the most that a number may be: a line with a cross stroke at either end.
  const whiskers = (data, look) => data.series.flatMap((one, n) => {
    const there = (one.low || []).some((low, i) => low !== null && (one.high || [])[i] !== null);
    if (!there || data.horizontal || data.series.length > 3) return [];
    return [{
      type: "custom", silent: true, z: 5, name: one.name, itemStyle: { color: look.text }, tooltip: { show: false },
      data: one.low.map((low, i) => [i, low, one.high[i]]).filter(([, low, high]) => low !== null && high !== null),
      encode: { x: 0, y: [1, 2] },
      renderItem: (_params, api) => {
        const width = api.size([1, 0])[0] * 0.6;
        const shift = (n - (data.series.length - 1) / 2) * (width / data.series.length);
        const [top, low] = [api.coord([api.value(0), api.value(2)]), api.coord([api.value(0), api.value(1)])];
        const line = (x1, y1, x2, y2) => ({
          type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: look.text, lineWidth: 1.2 } });
        const x = top[0] + shift;
        return { type: "group", children: [
          line(x, top[1], x, low[1]), line(x - 5, top[1], x + 5, top[1]), line(x - 5, low[1], x + 5, low[1])] };
      },
    }];
  });

  // Withheld, no data and zero are three things: a cross, a hollow ring, and nothing at the line.
  const absent = (data, look) => [["withheld", "path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z"],
    ["none", "emptyCircle"]].flatMap(([kind, symbol]) => (data[kind] || []).length
    ? [{
      type: "scatter", name: (data.words || {})[kind] || kind, symbol, symbolSize: 11, z: 6, silent: true,
      symbolOffset: [0, -9], itemStyle: { color: look.text, borderColor: look.text, borderWidth: 1.5 },
      data: data[kind].map((place) => [data.categories[place], 0]),
      label: { show: true, position: "top", color: look.text, formatter: () => (data.words || {})[kind] || kind },
    }]
    : []);

  const bars = (data, look) => {
    const names = axis(look, {
      type: "category", data: data.categories, splitLine: { show: false }, inverse: !!data.horizontal });
    const counts = data.series.every((one) => one.values.every((value) => value === null || Number.isInteger(value)));
    const values = axis(look, {
      type: "value", minInterval: counts ? 1 : 0, axisLine: { show: false },
      axisLabel: { formatter: short(data.unit, look.zh) } });
    return {
      ...common(data, look),
      ...(data.series.length === 1 && data.series[0].low ? { color: look.series.slice(1) } : {}),
      xAxis: data.horizontal ? values : names,
      yAxis: data.horizontal ? names : values,
      series: [...data.series.map((one) => ({
        type: "bar", name: one.name, data: one.values, stack: one.stack, barMaxWidth: 44,
        barCategoryGap: data.kind === "distribution" ? "4%" : undefined,
        itemStyle: {
          borderRadius: one.stack ? 0 : data.horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0],
          ...(look.paper ? { borderColor: look.text, borderWidth: 0.6 } : {}),
        },
        label: look.paper && data.series.length === 1 && data.categories.length <= 14 && !one.high
          ? { show: true, position: data.horizontal ? "right" : "top", color: look.text,
            formatter: ({ value }) => short(data.unit, look.zh)(value) }
          : undefined,
        markLine: data.marks && one === data.series[0] ? marks(data, look) : undefined,
      })), ...whiskers(data, look), ...absent(data, look)],
    };
  };

  const lines = (data, look) => ({
    ...common(data, look),
    color: look.strokes || look.series,
    xAxis: axis(look, { type: "category", data: data.categories, splitLine: { show: false }, boundaryGap: false }),
    yAxis: axis(look, { type: "value", axisLabel: { formatter: short(data.unit, look.zh) }, axisLine: { show: false } }),
    series: data.series.map((one, n) => ({
      type: "line", name: one.name, data: one.values, step: one.step || false, connectNulls: false,
      symbol: MARKS[n % 6], symbolSize: data.categories.length > 40 ? 0 : 6, showAllSymbol: true,
      lineStyle: { width: 2, type: DASHES[n % 6] },
      areaStyle: one.area ? { opacity: 0.12 } : undefined,
    })),
  });

  const scatter = (data, look) => ({
    ...common(data, look),
    color: look.strokes || look.series,
    tooltip: look.paper ? undefined : { ...common(data, look).tooltip, trigger: "item" },
    xAxis: axis(look, { type: "value", name: data.x || "", nameLocation: "middle", nameGap: 28 }),
    yAxis: axis(look, { type: "value", name: data.y || "" }),
    series: data.series.map((one, n) => ({
      type: "scatter", name: one.name, data: one.values, symbolSize: 8, symbol: MARKS[n % 6] })),
  });

  const timeline = (data, look) => {
    const lanes = [...new Set(data.events.map((event) => event.lane || ""))];
    const tone = (event) => look[event.tone] || (look.strokes || look.series)[lanes.indexOf(event.lane || "") % 6];
    return {
      ...common(data, look),
      tooltip: look.paper ? undefined : {
        ...common(data, look).tooltip, trigger: "item", axisPointer: { type: "none" },
        formatter: ({ data: point }) => `${point.name}\n${point.value[0]}${point.until ? ` – ${point.until}` : ""}`,
      },
      xAxis: axis(look, { type: "time", splitLine: { show: true, lineStyle: { color: look.line } } }),
      yAxis: axis(look, { type: "category", data: lanes, inverse: true, splitLine: { show: false } }),
      series: [{
        type: "scatter", symbolSize: 13,
        data: data.events.map((event) => ({
          name: event.label, value: [event.date, event.lane || ""], until: event.end,
          itemStyle: { color: tone(event), borderColor: look.panel, borderWidth: 2 },
        })),
        label: look.paper && data.events.length <= 12
          ? { show: true, position: "top", color: look.text, formatter: ({ name }) => name }
          : undefined,
        labelLayout: look.paper ? { moveOverlap: "shiftY" } : undefined,
        markLine: {
          symbol: "none", silent: true,
          lineStyle: { type: "solid", width: 5, opacity: 0.35, color: look.series[0] },
          data: data.events.filter((event) => event.end).map((event) => [
            { coord: [event.date, event.lane || ""] }, { coord: [event.end, event.lane || ""] }]),
        },
      }],
    };
  };

  const KINDS = { bar: bars, distribution: bars, line: lines, scatter, timeline };
  root.chartOption = (data, look) => (KINDS[data.kind] || bars)(data, look);
})(typeof window === "undefined" ? globalThis : window);
