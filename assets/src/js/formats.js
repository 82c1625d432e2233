// Named formatters. An option is data: it may only name a function of this file, as "ƒ:number:fr:0:percent". Numbers are
// written by hand, without Intl: the server's engine has none, and page, picture and server text must agree to the character
// (internal/locale follows the same rules, rounding included), but for the space between thousands and before %: narrow here,
// as in all that chart/plot draws, since no style sheet narrows the spaces of a picture.

const NBSP = '\u00a0';
const NNBSP = '\u202f';
const MINUS = '\u2212';
const MISSING = '\u2013';
const WORD_JOINER = '\u2060';

/** Words around a number: [before, after] or [before, after one, after many]. A unit that is not here prints no word. */
const UNITS = {
  fr: {
    count: ['', ''], places: ['', NBSP + 'place', NBSP + 'places'], beds: ['', NBSP + 'lit', NBSP + 'lits'],
    persons: ['', NBSP + 'personne', NBSP + 'personnes'], hours: ['', NBSP + 'heure', NBSP + 'heures'],
    days: ['', NBSP + 'jour', NBSP + 'jours'], percent: ['', NNBSP + '%'], eur: ['', NBSP + '€'],
    eur_per_month: ['', NBSP + '€ par mois'], million_eur: ['', NBSP + 'M€'], billion_eur: ['', NBSP + 'Md€'],
    million: ['', NBSP + 'M'],
  },
  en: {
    count: ['', ''], places: ['', NBSP + 'place', NBSP + 'places'], beds: ['', NBSP + 'bed', NBSP + 'beds'],
    persons: ['', NBSP + 'person', NBSP + 'people'], hours: ['', NBSP + 'hour', NBSP + 'hours'],
    days: ['', NBSP + 'day', NBSP + 'days'], percent: ['', '%'], eur: ['€', ''],
    eur_per_month: ['€', NBSP + 'a month'], million_eur: ['€', 'm'], billion_eur: ['€', 'bn'], million: ['', 'm'],
  },
};

const NAME = /^(?:number:(fr|en):([0-6]):([a-z_]+)|(year)|(period):(fr|en)|(text)|(tip))$/;

/** Rounds the digits people typed, not the binary fraction behind them: 1.005 at two decimals is 1.01. */
function digits(value, decimals) {
  const typed = String(Math.abs(value));
  if (typed.includes('e')) return Math.abs(value).toFixed(decimals);
  const [whole, rest = ''] = typed.split('.');
  if (rest.length <= decimals) return typed;
  const kept = (whole + rest.slice(0, decimals)).split('').map(Number);
  if (rest[decimals] >= '5') {
    let i = kept.length - 1;
    for (; i >= 0 && kept[i] === 9; i--) kept[i] = 0;
    if (i >= 0) kept[i]++; else kept.unshift(1);
  }
  const text = kept.join('');
  const point = text.length - decimals;
  return decimals ? text.slice(0, point) + '.' + text.slice(point) : text;
}

/** Writes a number with its unit: "11,6 M", "€19bn", "−3 %". Anything that is not a number is an en dash. */
export function number(value, lang, decimals, unit) {
  if (value === null || value === undefined || value === '' || value === '-' || !Number.isFinite(Number(value))) return MISSING;
  const [whole, rest = ''] = digits(Number(value), decimals).split('.');
  const fraction = rest.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'fr' ? NNBSP : ',');
  const sign = Number(value) < 0 && /[1-9]/.test(whole + fraction) ? MINUS : '';
  const [before, one, many = one] = UNITS[lang][unit];
  const single = fraction === '' || lang === 'fr' ? whole === '1' || (lang === 'fr' && whole === '0') : false;
  return sign + before + grouped + (fraction && (lang === 'fr' ? ',' : '.') + fraction) + (single ? one : many);
}

/** The number in what ECharts hands over: a bare value (axis, valueFormatter) or a parameter object (label). */
function plain(p) {
  const value = p !== null && typeof p === 'object' && !Array.isArray(p) ? p.value : p;
  return Array.isArray(value) ? value[value.length - 1] : value;
}

/** A text the server put beside the value in the data item; '' when there is none. */
function field(p, name) {
  const item = p && p.data;
  return item && typeof item === 'object' && typeof item[name] === 'string' ? item[name] : '';
}

/** The year of a decimal year (2021.5) or of an instant in milliseconds. */
function year(p) {
  const value = Number(plain(p));
  if (!Number.isFinite(value)) return String(plain(p) ?? '');
  if (Math.abs(value) > 1e6) return String(new Date(value).getUTCFullYear());
  return String(Math.floor(value + 1e-9));
}

// Tooltips read braces as style marks ({name|text}): an invisible joiner keeps them text.
const literal = (text) => text.replace(/\{/g, '{' + WORD_JOINER);

// ECharts names a nameless series with a NUL inside.
const seriesName = (p) => (typeof p.seriesName === 'string' && !p.seriesName.includes('\0') ? p.seriesName : '');
const tipText = (p) => field(p, 'tip') || field(p, 'text') || field(p, 'period');

/** Tooltip text: what is pointed at on the first line, then what the server says of it. Values without a text are left out. */
function tip(params, lang) {
  const lines = Array.isArray(params) ? axisLines(params, lang) : itemLines(params);
  return literal(lines.filter(Boolean).join('\n'));
}

function itemLines(p) {
  return [[p.name, seriesName(p)].filter(Boolean).join(' · '), tipText(p)];
}

function axisLines(params, lang) {
  const colon = lang === 'en' ? ': ' : NBSP + ': ';
  // A category is the name the server gave; a position on another axis would be written by ECharts, in its own way.
  const head = params.find((p) => String(p.axisType).endsWith('category'))?.axisValueLabel;
  const said = params.filter((p) => tipText(p));
  return [head, ...said.map((p) => (seriesName(p) ? seriesName(p) + colon : '') + tipText(p))];
}

/** Returns the formatter of that name; throws on any name outside the list. */
export function formatter(name, lang) {
  const found = NAME.exec(name);
  if (!found || (found[3] && !Object.hasOwn(UNITS[found[1]], found[3]))) throw new Error('unknown formatter ' + name);
  const [, numberLang, decimals, unit, isYear, isPeriod, , isText] = found;
  if (unit) return (p) => number(plain(p), numberLang, Number(decimals), unit);
  if (isYear) return year;
  if (isPeriod) return (p) => field(p, 'period');
  if (isText) return (p) => field(p, 'text');
  return (p) => tip(p, lang);
}

/** Replaces, in place, every "ƒ:name" of an option by its function. */
export function revive(node, lang) {
  if (typeof node === 'string') return node.startsWith('ƒ:') ? formatter(node.slice(2), lang) : node;
  if (node !== null && typeof node === 'object') {
    for (const key of Object.keys(node)) node[key] = revive(node[key], lang);
  }
  return node;
}
