// Reads a page whose own scripts are switched off; defines plain.
globalThis.plain = (() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && [...e.getClientRects()].some((r) => r.width > 0 && r.height > 0);
  const folded = (e) => { const d = e.closest('details:not([open])'); return d && !(e.closest('summary') && d.contains(e.closest('summary'))); };

  function figures(faults, when) {
    for (const d of document.querySelectorAll('data')) {
      if (!folded(d) && !seen(d)) faults.push(when + 'a figure does not show: ' + d.outerHTML + ' in ' + d.parentElement.className);
    }
  }

  /** Everything there is to read: as many figures as the source has, all shown, charts as pictures. */
  function read(count) {
    const faults = [];
    const found = document.querySelectorAll('data').length;
    if (found !== count) faults.push('the page has ' + found + ' figures, its source ' + count);
    figures(faults, '');
    for (const e of document.querySelectorAll('[hidden]')) {
      if (seen(e)) faults.push('what is for scripts shows without them: ' + e.outerHTML.slice(0, 80));
    }
    for (const figure of document.querySelectorAll('figure[data-chart]')) {
      const pictures = [...figure.querySelectorAll('.seg-chart__box > svg')];
      const shown = pictures.filter(seen);
      if (pictures.length > 0 && (shown.length !== 1 || shown[0].getBoundingClientRect().height < 40)) faults.push(figure.id + ' shows ' + shown.length + ' pictures');
      for (const t of shown.flatMap((p) => [...p.querySelectorAll('text')])) {
        if (!seen(t)) faults.push(figure.id + ' hides the text ' + t.textContent);
      }
    }
    for (const details of document.querySelectorAll('details')) details.open = true;
    figures(faults, 'unfolded: ');
    const { scrollWidth } = document.scrollingElement;
    if (scrollWidth > innerWidth) faults.push('unfolded, the page scrolls sideways: ' + scrollWidth);
    return faults;
  }

  return { read };
})();
