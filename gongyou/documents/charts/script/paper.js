// Draws on paper: no window, no clock, no colours of a style sheet. Dark against light, for grey print.
"use strict";
(function (root) {
  const LOOK = {
    series: ["#1f3a5f", "#7ba3c7", "#f3d9a4", "#ffffff", "#465360", "#c9d2d9"],
    strokes: ["#1f3a5f", "#b4541f", "#5b6b78", "#0f6b5c", "#6d3fa0", "#111111"],
    text: "#1d2b36", muted: "#3c4a55", line: "#c9d2d9", panel: "#ffffff",
    ok: "#1f6f43", warn: "#e0a458", bad: "#9b1c1c", info: "#1f3a5f", paper: true, still: true,
  };
  // Wide signs fill their size, the others a little more than half of it.
  const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
  const measure = (text, font) => {
    const size = parseFloat((/([\d.]+)px/.exec(font || "") || [0, 12])[1]);
    let width = 0;
    for (const sign of String(text)) width += WIDE.test(sign) || sign.length > 1 ? size : size * 0.56;
    return { width };
  };
  root.echarts.setPlatformAPI({ measureText: measure });

  root.drawChart = (data, width, height, font, zh) => {
    const chart = root.echarts.init(null, null, { renderer: "svg", ssr: true, width, height, locale: zh ? "ZH" : "EN" });
    chart.setOption(root.chartOption(data, { ...LOOK, font, zh }));
    const drawn = chart.renderToSVGString();
    chart.dispose();
    return JSON.stringify(drawn); // written anew, since the engine hands no joined texts over
  };
})(globalThis);
