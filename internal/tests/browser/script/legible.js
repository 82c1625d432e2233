// Looks at texts as they are laid out; defines legible.
globalThis.legible = (() => {
  const { describe } = testing;
  const skipped = 'script, style, svg, select, textarea, code, iframe, .seg-code';

  const unseen = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const s = getComputedStyle(at);
      if (s.clipPath !== 'none' || s.opacity === '0') return true;
    }
    return !e.checkVisibility({ visibilityProperty: true });
  };

  /** The texts that a reader sees, each with its words of two letters and more that are no part of an address. */
  function* texts() {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (/\p{L}{2}/u.test(node.data) && !node.parentElement.closest(skipped) && !unseen(node.parentElement)) yield node;
    }
  }

  const range = document.createRange();

  function lines(node, from, to) {
    range.setStart(node, from);
    range.setEnd(node, to);
    const tops = [...range.getClientRects()].filter((r) => r.width > 0).map((r) => r.top);
    return tops.length < 2 ? 1 : Math.max(...tops) - Math.min(...tops) > 3 ? 2 : 1;
  }

  /** Words laid over two lines inside letters. */
  function broken() {
    const faults = [];
    for (const node of texts()) {
      if (lines(node, 0, node.length) < 2) continue;
      for (const word of node.data.matchAll(/\S+/gu)) {
        if (/:\/\/|www\.|[\/_@]|\w\.\w/.test(word[0]) || word[0].length > 40) continue;
        for (const part of word[0].matchAll(/[\p{L}\p{M}]{2,}/gu)) {
          const from = word.index + part.index;
          if (lines(node, from, from + part[0].length) > 1) faults.push('« ' + part[0] + ' » is broken in ' + describe(node.parentElement));
        }
      }
    }
    return [...new Set(faults)].slice(0, 8);
  }

  /** Figures that do not lie whole on the sheet: off its sides, cut by a box, or nowhere shown. */
  function cut(wide) {
    const faults = [];
    const shown = new Set(figures());
    for (const data of document.querySelectorAll('data')) {
      if (unseen(data)) {
        if (!shown.has(data.textContent)) faults.push('the figure ' + data.textContent + ' is not shown');
        continue;
      }
      const r = data.getBoundingClientRect();
      if (r.width === 0 || r.left < -1 || r.right > wide + 1) faults.push('the figure ' + data.textContent + ' is off the sheet');
      for (let box = data.parentElement; box; box = box.parentElement) {
        const s = getComputedStyle(box);
        if (s.overflowX === 'visible' && s.overflowY === 'visible') continue;
        const b = box.getBoundingClientRect();
        if (box !== document.body && box !== document.documentElement && (r.right > b.right + 1 || r.bottom > b.bottom + 1)) {
          faults.push('the figure ' + data.textContent + ' is cut by ' + describe(box));
        }
      }
    }
    return faults.slice(0, 12);
  }

  /** Figures laid over each other. */
  function heaped() {
    const seen = [...document.querySelectorAll('data')].filter((d) => !unseen(d)).map((d) => [d, d.getClientRects()[0]]).filter(([, r]) => r);
    seen.sort((a, b) => a[1].top - b[1].top);
    const faults = [];
    for (let i = 0; i < seen.length; i++) {
      for (let j = i + 1; j < seen.length && seen[j][1].top < seen[i][1].bottom - 2; j++) {
        const [a, b] = [seen[i][1], seen[j][1]];
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3) {
          faults.push('the figures ' + seen[i][0].textContent + ' and ' + seen[j][0].textContent + ' lie on each other');
        }
      }
    }
    return faults.slice(0, 5);
  }

  /** What is pointed at or touched, and is less than 24 px high. */
  function small(selector) {
    const all = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
    if (all.length < 10) return [all.length + ' targets are measured'];
    return all.filter((e) => e.getBoundingClientRect().height < 23.9).map((e) => e.textContent.trim() + ' is ' + e.getBoundingClientRect().height + ' px high');
  }

  const figures = () => [...document.querySelectorAll('data')].filter((d) => !unseen(d)).map((d) => d.textContent);

  return { broken, cut, heaped, small, figures };
})();
