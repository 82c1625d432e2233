// Makes the entries of a figure's list of signs switches of the live chart. Without this script they are a plain list.

/** What the reader hears and sees in an entry; the drawing beside the word has no text. */
const wordOf = (entry) => entry.textContent.trim();

// Pictures are written with narrow no-break spaces where pages have plain ones.
const spaced = (text) => text.replaceAll('\u202f', '\u00a0');

/** Puts the content of an entry in a button that says whether its series is shown. */
function switchOf(entry, flip) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'seg-legend__switch';
  button.setAttribute('aria-pressed', 'true');
  button.append(...entry.childNodes);
  button.addEventListener('click', () => {
    const show = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(show));
    flip(show);
  });
  entry.append(button);
}

// What is hidden keeps its place: names and outlines stand beside columns at fixed heights, and a column stays as high as what
// it counts. So ECharts' own legend, which closes the gap, does not serve.
const bare = (item) => ({ value: item.value, itemStyle: { opacity: 0 }, label: { show: false } });
const gone = ({ type, data }) => ({ data: type === 'bar' ? data.map(bare) : [], silent: true });
const back = ({ data, silent = false }) => ({ data, silent });

function tell({ chart, option }, hidden) {
  const names = option.legend.data;
  chart.setOption({ series: option.series.map((s) => (names.includes(s.name) ? (hidden.has(s.name) ? gone(s) : back(s)) : {})) });
}

/**
 * Returns what joins a chart to the list of its figure. Entries whose word names series of option.legend.data become switches
 * with the first chart; a chart that comes later follows them, and hides what they hide.
 */
export function toggles(figure) {
  const charts = [];
  const hidden = new Set();
  const made = new Set();
  const flip = (name, show) => {
    if (show) hidden.delete(name); else hidden.add(name);
    charts.forEach((one) => tell(one, hidden));
  };
  return (chart, option) => {
    const names = option.legend?.data ?? [];
    if (names.length === 0) return;
    charts.push({ chart, option });
    if (hidden.size > 0) tell({ chart, option }, hidden);
    for (const entry of figure.querySelectorAll('.seg-legend > li')) {
      const name = names.find((n) => spaced(n) === wordOf(entry));
      if (name === undefined || made.has(name)) continue;
      made.add(name);
      switchOf(entry, (show) => flip(name, show));
    }
  };
}
