// Trend charts from the JSON beside them. Labels stand at the lines; the table below the chart tells the same.
"use strict";

window.hieuhocCharts = (() => {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shapes = ["circle", "rect", "triangle", "diamond"];
  const percent = (value) => value.toLocaleString(document.documentElement.lang || "vi", { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + "%";
  const drawn = new Map();

  const marks = (data, width) => {
    const text = { color: token("--hh-ink"), fontFamily: token("--hh-font"), fontSize: 14, fontWeight: 500 };
    const lines = [];
    if (data.target !== null) {
      lines.push({ yAxis: data.target, label: { formatter: data.targetLabel, position: "insideStartTop", ...text },
        lineStyle: { color: token("--hh-ink"), type: "dashed", width: 1.5 } });
    }
    if (data.breakYear) {
      lines.push({ xAxis: Number(data.breakYear) - 0.5, label: { formatter: width < 420 ? data.breakLabel.replace(/ (\S+)$/, "\n$1") : data.breakLabel, position: "insideEndTop", rotate: 0, ...text, fontWeight: 400, align: "right", padding: [0, 6, 0, 0], lineHeight: 18 },
        lineStyle: { color: token("--hh-line-strong"), type: "dotted", width: 2 } });
    }
    return { silent: true, symbol: "none", data: lines, animation: false };
  };

  const tip = (data) => (hovered) => {
    const box = document.createElement("div");
    box.className = "chart-tip";
    const year = document.createElement("strong");
    year.textContent = String(hovered[0].value[0]);
    box.append(year);
    hovered.forEach((item) => {
      const line = document.createElement("div");
      const label = data.series[item.seriesIndex].labels[item.dataIndex];
      line.textContent = data.series.length > 1 ? `${item.seriesName}: ${label}` : label;
      box.append(line);
    });
    return box;
  };

  // How far each label at the end of a line must move so that no two of them overlap.
  const apart = (series, unit, gap) => {
    const ends = series.map((line, place) => ({ place, at: -(line.values.filter((value) => value !== null).pop() || 0) * unit }));
    ends.sort((one, other) => one.at - other.at || one.place - other.place);
    const moved = ends.map((end) => end.at);
    for (let i = 1; i < moved.length; i += 1) {
      const short = gap - (moved[i] - moved[i - 1]);
      if (short > 0) { moved[i - 1] -= short / 2; moved[i] += short / 2; }
    }
    const nudges = [];
    ends.forEach((end, i) => { nudges[end.place] = moved[i] - end.at; });
    return nudges;
  };

  // A label above such a point would stand in the line of the target.
  const isJustBelow = (value, target, top) => value !== null && target !== null && value < target && target - value < top * 0.15;

  const options = (data, width, height) => {
    const ink = token("--hh-ink-2");
    const font = token("--hh-font");
    const years = data.years.map(Number);
    const many = data.series.length > 1;
    const highest = Math.max(data.target || 0, ...data.series.flatMap((line) => line.values.filter((value) => value !== null)));
    const top = Math.min(120, Math.ceil((highest * 1.15) / 20) * 20) || 20; // above 100 only room for labels
    const nudges = apart(data.series, ((height - 84) / top), width < 420 ? 40 : 22);
    return {
      animation: false,
      textStyle: { fontFamily: font, color: ink, fontSize: 14 },
      grid: { left: 52, right: many ? Math.min(150, width * 0.28) : 40, top: 52, bottom: 32 },
      tooltip: { trigger: "axis", confine: true, formatter: tip(data), backgroundColor: token("--hh-surface"), borderColor: token("--hh-line") },
      xAxis: { type: "value", min: years[0] - 0.5, max: years[years.length - 1] + (many ? 0.1 : 0.5), splitLine: { show: false }, axisTick: { show: false }, axisPointer: { snap: true }, axisLine: { lineStyle: { color: token("--hh-line-strong") } }, axisLabel: { color: ink, fontSize: 14, customValues: years, formatter: (year) => String(year), hideOverlap: true } },
      yAxis: { type: "value", axisLine: { show: false }, axisTick: { show: false }, min: 0, max: top, interval: highest > 60 ? 25 : undefined, axisLabel: { color: ink, fontSize: 14, formatter: (value) => (value > 100 ? "" : `${value}%`) }, splitLine: { lineStyle: { color: token("--hh-line") } } },
      series: data.series.map((line, place) => {
        const color = token(`--hh-chart-${(place % 6) + 1}`);
        return {
          type: "line", name: line.name, data: line.values.map((value, spot) => ({ value: [years[spot], value], label: { position: isJustBelow(value, data.target, top) ? "bottom" : "top" } })), symbol: shapes[place % 4], symbolSize: 9, connectNulls: false,
          lineStyle: { width: 3, color, type: place % 2 ? "dashed" : "solid" }, itemStyle: { color }, emphasis: { disabled: true },
          label: { show: !many, position: "top", color: token("--hh-ink"), fontWeight: 600, fontSize: 14, backgroundColor: token("--hh-surface"), padding: [1, 4], formatter: (item) => percent(item.value[1]) },
          endLabel: { show: many, formatter: line.name, color: token("--hh-ink"), fontSize: 14, width: Math.min(140, width * 0.26), overflow: "break", lineHeight: 18, offset: [4, nudges[place]] },
          markLine: place === 0 ? marks(data, width) : undefined,
        };
      }),
    };
  };

  const draw = (element) => {
    const source = document.getElementById(element.dataset.chart);
    if (!source || !window.echarts) return;
    const data = JSON.parse(source.textContent);
    element.classList.add("is-mounting");
    drawn.get(element)?.dispose();
    const chart = window.echarts.init(element, null, { renderer: "svg" });
    chart.setOption(options(data, element.clientWidth, element.clientHeight));
    drawn.set(element, chart);
  };

  const mount = (element) => {
    draw(element);
    let width = element.clientWidth;
    new ResizeObserver(() => {
      if (element.clientWidth && element.clientWidth !== width) { width = element.clientWidth; draw(element); }
    }).observe(element);
  };
  const again = () => [...drawn.keys()].forEach(draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  document.fonts?.ready.then(again);
  return { mount };
})();
