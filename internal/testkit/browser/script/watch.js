// Runs in every page before its own scripts: notes what the policy refuses and what moves, and holds what tests ask for.
(() => {
  const refused = [];
  const shifts = [];
  addEventListener('securitypolicyviolation', (e) => refused.push('the policy refuses ' + e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample), true);
  const note = (entries) => entries.forEach((e) => {
    if (!e.hadRecentInput) shifts.push({ at: e.startTime, value: e.value, of: e.sources.map((s) => describe(s.node)).join(', ') });
  });
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });

  function describe(node) {
    const e = node && (node.nodeType === 1 ? node : node.parentElement);
    return e ? e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map((c) => '.' + c).join('') : 'a removed element';
  }

  // The next moment at which what is pending has been laid out and drawn. A window that the browser leaves undrawn has none:
  // who waits with a limit must come to it all the same.
  const frame = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 30000);
  });
  const shown = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 0;
  const texts = (root) => [...root.querySelectorAll('text')].map((t) => t.textContent).filter((t) => t.trim()).sort();
  const round = (r) => [r.width, r.height].map((x) => Math.round(x * 10) / 10).join(' × ');

  /** The figures that a script takes over: those with an option and a picture. */
  const figures = () => [...document.querySelectorAll('figure[data-chart]')].filter((f) => f.querySelector('script.seg-option') && shown(f));
  const boxOf = (figure) => [...figure.querySelectorAll('.seg-chart__box')].find(shown);

  async function until(condition, limit) {
    const end = performance.now() + limit;
    while (!condition()) {
      if (performance.now() > end) return false;
      await frame();
    }
    return true;
  }

  /** Brings each figure into view and holds that its chart comes to life in so many milliseconds, at the size and with the texts of the picture. */
  async function tour(limit = 20000) {
    const faults = [];
    await document.fonts.ready;
    for (const figure of figures()) {
      const name = 'chart ' + figure.dataset.chart;
      const box = boxOf(figure);
      if (!box) { faults.push(name + ' has no box'); continue; }
      const alive = () => box.querySelector('.seg-chart__live svg');
      const picture = box.querySelector(':scope > svg');
      const before = { size: round(box.getBoundingClientRect()), whole: round(figure.getBoundingClientRect()), texts: picture && texts(picture) };
      figure.scrollIntoView({ block: 'center' });
      if (!await until(alive, limit)) { faults.push(name + ' never comes to life'); continue; }
      const after = { size: round(box.getBoundingClientRect()), whole: round(figure.getBoundingClientRect()), texts: texts(alive()) };
      if (!picture) continue;
      if (before.size !== after.size) faults.push(name + ' changes size: ' + before.size + ' → ' + after.size);
      if (before.whole !== after.whole) faults.push(name + ': the figure changes size: ' + before.whole + ' → ' + after.whole);
      if (before.texts.join('|') !== after.texts.join('|')) faults.push(name + ': texts of the picture and the chart differ: ' + differ(before.texts, after.texts));
      if (!box.getAttribute('aria-labelledby') || box.getAttribute('role') !== 'img') faults.push(name + ' loses its name');
    }
    return faults;
  }

  const differ = (a, b) => JSON.stringify(a.filter((x) => !b.includes(x))) + ' / ' + JSON.stringify(b.filter((x) => !a.includes(x)));

  /** What sticks out of the window, if the page can be moved sideways. */
  function sideways() {
    const { scrollWidth } = document.scrollingElement;
    if (scrollWidth <= innerWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && shown(e));
    const chain = [];
    for (let e = wide.at(-1); e && e !== document.body; e = e.parentElement) chain.push(describe(e) + ' ' + Math.round(e.getBoundingClientRect().right));
    return ['scrolls sideways, ' + scrollWidth + ' > ' + innerWidth + ': ' + chain.slice(0, 4).join(' < ')];
  }

  /** What the policy refused and what was kept since the page began. */
  function misdeeds() {
    if (origin === 'null') return [...refused]; // a sandbox keeps nothing
    const faults = [...refused];
    if (document.cookie) faults.push('cookie ' + document.cookie);
    if (localStorage.length + sessionStorage.length > 0) faults.push('something is kept in the storage of the browser');
    return faults;
  }

  // When Inter came and when what it changes had been drawn; null until then.
  let fontAt = null;
  let settledAt = null;
  document.fonts.addEventListener('loadingdone', async () => {
    fontAt = performance.now();
    await frame();
    await frame();
    settledAt = performance.now();
  });
  const firstPaint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity;

  /** Comes when something of the page has been on the screen. */
  const painted = () => new Promise((done) => {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) done(true);
    }).observe({ type: 'paint', buffered: true });
  });

  /** Holds that Inter comes. */
  async function settled() {
    await document.fonts.ready;
    return await until(() => settledAt !== null, 20000) ? [] : ['Inter does not come'];
  }

  /** Holds that Inter came after something was painted in its absence. */
  const late = () => (fontAt > firstPaint() ? [] : ['Inter comes at ' + fontAt + ' ms, before the first paint at ' + firstPaint() + ' ms']);

  const shiftsFrom = (start) => {
    note(observer.takeRecords());
    const list = shifts.filter((e) => e.at >= start);
    return { sum: list.reduce((s, e) => s + e.value, 0), of: list.map((e) => e.of).join('; ') };
  };

  /**
   * What moved since the page began, other than by the hand of the reader. A font that came after the first paint moves
   * something by its nature, and only on a busy machine: what it moved is judged by movedAtAll.
   */
  function moved() {
    const { sum, of } = shiftsFrom(fontAt > firstPaint() ? settledAt : 0);
    return sum < 0.01 ? [] : ['the layout shifts by ' + sum.toFixed(3) + ': ' + of];
  }

  /** What moved since the page began, a late font included; 0.1 is what Web Vitals call good (web.dev/articles/cls). */
  function movedAtAll() {
    const { sum, of } = shiftsFrom(0);
    return sum < 0.1 ? [] : ['with its font the layout shifts by ' + sum.toFixed(3) + ': ' + of];
  }

  // Relative luminance and contrast as WCAG defines them; colours are written rgb(…).
  const rgb = (colour) => (/rgba?\(([^)]+)\)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).map(Number);
  const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  function ratio(a, b) {
    const [x, y] = [light(rgb(a)), light(rgb(b))].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  }

  Object.defineProperty(window, 'testing', { value: { tour, sideways, misdeeds, painted, settled, late, moved, movedAtAll, figures, boxOf, texts, frame, shown, until, describe, rgb, light, ratio } });
})();
