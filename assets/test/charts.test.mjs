// The chart bundle as the server runs it: no page, no Intl. The built file is tested, not its sources.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const source = readFileSync(new URL('../dist/server/charts.js', import.meta.url), 'utf8');

function engine() {
  const context = vm.createContext({ setTimeout: () => 0, clearTimeout: () => {}, console: { log() {}, warn() {}, error() {} } });
  vm.runInContext('delete globalThis.Intl;' + source, context);
  context.SegurCharts.setMeasure((text, font) => text.length * 0.55 * parseFloat(/([\d.]+)px/.exec(font)?.[1] ?? 13));
  return context.SegurCharts;
}

const charts = engine();

function stackedBar(formatter) {
  return JSON.stringify({
    xAxis: { type: 'category', data: ['2020', '2021'], axisLabel: { color: '#555b66' } },
    yAxis: { type: 'value', axisLabel: { formatter } },
    series: [
      { type: 'bar', stack: 's', name: 'Réalisée', itemStyle: { color: '#0d5238' }, data: [1000, 3000], label: { show: true, formatter: 'ƒ:text' } },
      { type: 'bar', stack: 's', name: 'En préparation', itemStyle: { color: '#d5e4f2', decal: { color: '#6f9fcb', dashArrayX: [1, 0], dashArrayY: [2, 4] } },
        data: [{ value: 1200, text: '</script><script>alert(1)</script>' }, 800] },
    ],
    aria: { enabled: true, decal: { show: true } },
  });
}

/** The axis label ECharts writes for a value through a formatter. */
function label(formatter, value) {
  const svg = charts.renderSVG(JSON.stringify({
    xAxis: { type: 'category', data: ['a'] }, yAxis: { show: false },
    series: [{ type: 'bar', data: [{ value, text: 'texte', period: 'juillet 2021' }], label: { show: true, formatter } }],
  }), 300, 200, 'fr');
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((m) => m[1]).filter((t) => t !== 'a').join('|');
}

test('a stacked bar becomes an SVG of the asked size, with our colours, pattern and font', () => {
  const svg = charts.renderSVG(stackedBar('ƒ:number:fr:0:count'), 720, 400, 'fr');
  assert.match(svg, /^<svg width="720" height="400"/);
  assert.match(svg, /viewBox="0 0 720 400"/);
  for (const part of ['#0d5238', '#d5e4f2', '#6f9fcb', '<pattern', 'Inter Variable', '4\u202f000']) assert.ok(svg.includes(part), part);
  assert.ok(!svg.includes('<script'), 'text stays text');
  assert.ok(!svg.includes('sans-serif;font') && !svg.includes('font-family:sans-serif'), 'every text is in our font');
});

test('the same option gives the same picture', () => {
  const draw = () => engine().renderSVG(stackedBar('ƒ:number:en:0:count'), 350, 300, 'en');
  assert.equal(draw(), draw());
});

test('numbers are written by the rules of each language', () => {
  const cases = [
    ['ƒ:number:fr:0:count', 1889, '1\u202f889'], ['ƒ:number:en:0:count', 1889, '1,889'],
    ['ƒ:number:fr:1:million', 11.6, '11,6\u00a0M'], ['ƒ:number:en:1:million', 17, '17m'],
    ['ƒ:number:fr:0:million_eur', 650, '650\u00a0M€'], ['ƒ:number:en:0:million_eur', 650, '€650m'],
    ['ƒ:number:fr:1:billion_eur', 19, '19\u00a0Md€'], ['ƒ:number:en:1:billion_eur', 8.2, '€8.2bn'],
    ['ƒ:number:fr:1:percent', 44.04, '44\u202f%'], ['ƒ:number:en:0:percent', 44, '44%'],
    ['ƒ:number:fr:0:eur_per_month', 183, '183\u00a0€ par mois'], ['ƒ:number:en:0:eur_per_month', 183, '€183\u00a0a month'],
    ['ƒ:number:fr:0:beds', 2686, '2\u202f686\u00a0lits'], ['ƒ:number:en:0:beds', 1, '1\u00a0bed'],
    ['ƒ:number:fr:1:hours', 1.5, '1,5\u00a0heure'], ['ƒ:number:en:1:hours', 1.5, '1.5\u00a0hours'],
    ['ƒ:number:fr:0:days', 0, '0\u00a0jour'], ['ƒ:number:en:0:persons', 2, '2\u00a0people'],
    ['ƒ:number:fr:0:count', -1234567, '\u22121\u202f234\u202f567'], ['ƒ:number:fr:1:count', -0.04, '0'],
    ['ƒ:number:fr:2:count', 1.005, '1,01'], ['ƒ:number:en:1:count', 9.96, '10'], ['ƒ:number:en:0:eur', -5, '\u2212€5'],
    ['ƒ:year', 2021.5, '2021'], ['ƒ:year', Date.UTC(2024, 6, 1), '2024'],
    ['ƒ:text', 1, 'texte'], ['ƒ:period:fr', 1, 'juillet 2021'],
  ];
  for (const [formatter, value, want] of cases) assert.equal(label(formatter, value), want, `${formatter} of ${value}`);
});

test('numbers are those of the pages, but for the narrow space of pictures', () => {
  const figures = JSON.parse(readFileSync(new URL('../../internal/locale/testdata/figures.json', import.meta.url), 'utf8'));
  const units = ['count', 'places', 'beds', 'persons', 'hours', 'days', 'percent', 'eur', 'eur_per_month', 'million_eur', 'billion_eur', 'million'];
  const shared = figures.filter((f) => units.includes(f.unit) && typeof f.x === 'number');
  assert.ok(shared.length > 10, 'few figures are compared');
  for (const { x, decimals, unit, ...want } of shared) {
    for (const lang of ['fr', 'en']) {
      const drawn = label(`ƒ:number:${lang}:${decimals}:${unit}`, x);
      const narrow = want[lang].replace(/(?<=\d)\u00a0(?=\d{3})|\u00a0(?=%)/g, '\u202f');
      assert.equal(drawn, narrow, `${x} ${unit} in ${lang}`);
    }
  }
});

test('a formatter outside the list is refused', () => {
  const names = ['ƒ:alert', 'ƒ:number:de:0:count', 'ƒ:number:fr:9:count', 'ƒ:number:fr:0:constructor', 'ƒ:number:fr:0:', 'ƒ:year2', 'ƒ:', 'ƒ:toString'];
  for (const name of names) {
    assert.throws(() => charts.renderSVG(stackedBar(name), 300, 200, 'fr'), /unknown formatter/, name);
  }
});

test('the fonts that measure text have the characters French needs', async () => {
  for (const name of ['Inter-Regular.ttf', 'Inter-Bold.ttf']) {
    const has = characters(readFileSync(new URL(`../dist/server/${name}`, import.meta.url)));
    for (const c of '\u202f\u00a0≥≤→œŒ€−–’«»éÀ%') assert.ok(has(c.codePointAt(0)), `${name} lacks U+${c.codePointAt(0).toString(16)}`);
  }
});

/** Reads the character map (format 4) of a TrueType font. */
function characters(font) {
  const tables = font.readUInt16BE(4);
  let cmap = 0;
  for (let i = 0; i < tables; i++) {
    if (font.toString('latin1', 12 + 16 * i, 16 + 16 * i) === 'cmap') cmap = font.readUInt32BE(12 + 16 * i + 8);
  }
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (font.readUInt16BE(at) === 4) return (code) => inSegments(font, at, code);
  }
  throw new Error('no format 4 character map');
}

function inSegments(font, at, code) {
  const twice = font.readUInt16BE(at + 6);
  for (let s = 0; s < twice; s += 2) {
    if (font.readUInt16BE(at + 14 + s) < code) continue;
    const start = at + 16 + twice + s;
    if (font.readUInt16BE(start) > code) return false;
    const delta = font.readUInt16BE(start + twice);
    const offset = font.readUInt16BE(start + 2 * twice);
    if (offset === 0) return ((code + delta) & 0xffff) !== 0;
    return font.readUInt16BE(start + 2 * twice + offset + 2 * (code - font.readUInt16BE(start))) !== 0;
  }
  return false;
}
