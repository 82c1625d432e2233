// The one chart bundle: the server draws pictures with it, the browser brings them to life. Global name: SegurCharts.
import * as echarts from 'echarts/core';
import { BarChart, HeatmapChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent, DatasetComponent, GeoComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent,
  MarkPointComponent, TitleComponent, TooltipComponent, VisualMapComponent,
} from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import langEN from 'echarts/i18n/langEN-obj.js';
import langFR from 'echarts/i18n/langFR-obj.js';
import { revive } from './formats.js';
import { live } from './live.js';

echarts.use([
  BarChart, HeatmapChart, LineChart, MapChart, ScatterChart,
  AriaComponent, DatasetComponent, GeoComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent,
  MarkPointComponent, TitleComponent, TooltipComponent, VisualMapComponent,
  LabelLayout, SVGRenderer,
]);
echarts.registerLocale('FR', langFR.default || langFR);
echarts.registerLocale('EN', langEN.default || langEN);

const FONT = 'Inter Variable, Inter, sans-serif';
const localeOf = (lang) => (lang === 'en' ? 'EN' : 'FR');

/** What every chart of the house shares: our font, no motion, and no hover tint (it would not be a colour of ours). */
function prepare(option, lang) {
  const ready = revive(option, lang);
  ready.animation = false;
  ready.textStyle = { fontFamily: FONT, ...ready.textStyle };
  // The page names the picture, with figures; ECharts' own description does not know what they mean.
  if (ready.aria) ready.aria.label = { enabled: false };
  for (const series of [ready.series ?? []].flat()) series.emphasis ??= { disabled: true };
  return ready;
}

/**
 * Server only: registers a map under its name; geoJSON is text. Its insets are maps of their own, "name/code": each is drawn
 * where the layout has room for it.
 */
export function registerMap(name, geoJSON) {
  const whole = JSON.parse(geoJSON);
  const apart = (whole.insets ?? []).map((inset) => inset.code);
  const register = (as, keep) => echarts.registerMap(as, { type: whole.type, features: whole.features.filter(keep) });
  register(name, ({ properties }) => !apart.includes(properties.code));
  for (const code of apart) register(`${name}/${code}`, ({ properties }) => properties.code === code);
}

/** Server only: width(text, cssFont) gives ECharts real text widths in pixels. */
export function setMeasure(width) {
  echarts.setPlatformAPI({ measureText: (text, font) => ({ width: width(text, font || '') }) });
}

/** Server only: option JSON in, SVG text out. lang is "fr" or "en"; sizes are in pixels. */
export function renderSVG(optionJSON, width, height, lang) {
  const option = prepare(JSON.parse(optionJSON), lang);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height, locale: localeOf(lang) });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

// Tooltips are drawn, not HTML: HTML ones carry inline styles, which our policy forbids, and let markup in. Colours are the
// light values of our tokens, which the style sheet gives back to the page's scheme.
const TOOLTIP = {
  renderMode: 'richText', confine: true, formatter: 'ƒ:tip', padding: [7, 11], transitionDuration: 0,
  backgroundColor: '#ffffff', borderColor: '#857d6e', borderWidth: 1, shadowBlur: 0, shadowOffsetX: 0, shadowOffsetY: 0,
  textStyle: { color: '#1a2233' },
};
const POINTER = { lineStyle: { color: '#857d6e' }, crossStyle: { color: '#857d6e' }, shadowStyle: { color: '#ddd5c6', opacity: 0.45 } };

function tooltip(own = {}) {
  const merged = { ...TOOLTIP, ...own, renderMode: 'richText', confine: true, transitionDuration: 0 };
  if (own.valueFormatter && !own.formatter) delete merged.formatter;
  merged.textStyle = { ...TOOLTIP.textStyle, ...own.textStyle, fontFamily: FONT };
  merged.axisPointer = { ...POINTER, ...own.axisPointer };
  return merged;
}

// What a tooltip's box takes beside its text: padding and border on both sides.
const BOX = 2 * (TOOLTIP.padding[1] + TOOLTIP.borderWidth);

const tooWide = (line, room) => echarts.format.getTextRect(line).width > room;

function foldLine(line, room) {
  const lines = [];
  for (const word of line.split(' ')) {
    const longer = lines.length > 0 ? lines[lines.length - 1] + ' ' + word : word;
    if (lines.length > 0 && tooWide(longer, room)) lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

/** Sets a text over as many lines as room takes: ECharts breaks none of a drawn tooltip, and what sticks out is cut. */
const fold = (text, room) => text.split('\n').flatMap((line) => foldLine(line, room)).join('\n');

/** Keeps what a tooltip says within the width of the drawing. */
function folded(option, width) {
  const say = option.tooltip.formatter;
  if (typeof say === 'function') option.tooltip.formatter = (params) => fold(say(params), width - BOX);
  return option;
}

/** Draws an option in host, at width × height; returns the chart. */
function draw(host, option, width, height, lang) {
  const ready = folded(prepare({ ...option, tooltip: tooltip(option.tooltip) }, lang), width);
  const chart = echarts.init(host, null, { renderer: 'svg', width, height, locale: localeOf(lang) });
  try {
    chart.setOption(ready);
  } catch (fault) {
    chart.dispose();
    throw fault;
  }
  return chart;
}

/** Browser only: brings the drawings of a figure to life. Whatever fails, the server's picture stays. */
export function hydrate(figure) {
  return live(figure, draw);
}
