// Looks at colours and words as a medium shows them; defines media.
globalThis.media = (() => {
  const { shown, describe, rgb, light, ratio } = testing;

  const said = (drawn) => drawn !== null && shown(drawn) && /^".+"$/.test(getComputedStyle(drawn, '::after').content);

  /** A word of a year alone does not fit on a phone: the last known state of its row has one there. */
  function worded(cell) {
    const word = cell.querySelector('.seg-matrix__word');
    if (!word?.matches('.seg-matrix__word--lone') || innerWidth > 640) return said(word?.querySelector('.seg-drawn') ?? null);
    return said(cell.parentElement.querySelector('.seg-matrix__last .seg-drawn'));
  }

  function lined(cell) {
    const line = cell.querySelector('.seg-matrix__line');
    if (line === null || !shown(line)) return false;
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(line);
    return borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 2 && ratio(borderTopColor, paper()) >= 3;
  }

  /** States whose word does not show beside its colour, years without a document whose line does not. */
  function words() {
    const faults = [];
    for (const state of document.querySelectorAll('.seg-state, .seg-strip li')) {
      if (shown(state) && !state.innerText.trim()) faults.push('a state has no word: ' + describe(state));
    }
    for (const cell of document.querySelectorAll('.seg-matrix__cell')) {
      const silent = cell.matches('.seg-is-carried, .seg-s--unknown');
      if (silent && !lined(cell)) faults.push('a cell of the matrix has no line: ' + describe(cell));
      if (!silent && cell.matches('.seg-matrix__cell--first') && !worded(cell)) faults.push('a cell of the matrix has no word: ' + describe(cell));
    }
    return faults;
  }

  /** Marks of states that have neither outline nor border. */
  function outlines() {
    const bare = [...document.querySelectorAll('.seg-fill')].filter((e) => {
      const s = getComputedStyle(e);
      return shown(e) && (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0) && s.borderStyle === 'none';
    });
    return bare.slice(0, 3).map((e) => 'nothing outlines ' + describe(e) + ' in ' + describe(e.parentElement));
  }

  function folded(open) {
    const all = document.querySelectorAll('details').length;
    const now = document.querySelectorAll('details[open]').length;
    if (open === 0) return now === all ? [] : [now + ' of ' + all + ' tables are unfolded for paper'];
    return now === 0 ? [] : [now + ' tables stay unfolded after printing'];
  }

  const paper = () => getComputedStyle(document.body).backgroundColor;

  function ground(scheme) {
    const l = light(rgb(paper()));
    return (scheme === 'dark' ? l < 0.02 : l > 0.85) ? [] : ['the page of the ' + scheme + ' scheme is ' + paper()];
  }

  /** The plain colour under a point: of the shape that is drawn there, of a card, or of the page. */
  function under(x, y) {
    for (const e of document.elementsFromPoint(x, y)) {
      if (e.closest('text')) continue;
      const s = getComputedStyle(e);
      if (e.ownerSVGElement) {
        const alpha = rgb(s.fill)[3] ?? 1;
        if (s.fill.startsWith('rgb') && alpha === 1 && s.fillOpacity === '1') return s.fill;
      } else if (s.backgroundColor.startsWith('rgb') && (rgb(s.backgroundColor)[3] ?? 1) === 1) {
        return s.backgroundColor;
      }
    }
    return paper();
  }

  /** Texts of the charts that do not stand out from what is behind them. */
  function contrast(what) {
    const faults = [];
    let read = 0;
    for (const t of document.querySelectorAll('.seg-chart__box text, .seg-tile svg text')) {
      if (!shown(t) || !t.textContent.trim()) continue;
      let r = t.getBoundingClientRect();
      if (r.top < 0 || r.bottom > innerHeight) {
        t.scrollIntoView({ block: 'center' });
        r = t.getBoundingClientRect();
      }
      const ground = under(r.x + r.width / 2, r.y + r.height / 2);
      const { fill } = getComputedStyle(t);
      read += 1;
      if (ratio(fill, ground) < 4.5) {
        faults.push(what + ' text ' + t.textContent + ' of ' + (t.closest('figure')?.id ?? 'a tile') + ': ' + fill + ' on ' + ground + ' is ' + ratio(fill, ground).toFixed(2));
      }
    }
    const pictures = document.querySelectorAll('.seg-chart__box').length;
    return pictures > 0 && read === 0 ? ['no text of the ' + what + ' was read'] : faults;
  }

  return { words, outlines, folded, ground, contrast };
})();
