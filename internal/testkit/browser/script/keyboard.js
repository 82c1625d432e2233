// Says where the keyboard is; defines keyboard.
globalThis.keyboard = (() => {
  const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const all = () => [...document.querySelectorAll('*')];
  const meets = (e) => e.tabIndex >= 0 && !e.matches(':disabled') && e.checkVisibility();

  // Among radio buttons the keyboard meets the one that is chosen, or the first.
  const group = (e) => [...document.getElementsByName(e.name)].filter((o) => o.type === 'radio' && o.form === e.form);
  const chosen = (e) => e.type !== 'radio' || e === (group(e).find((o) => o.checked) ?? group(e)[0]);
  const stops = () => [...document.querySelectorAll(STOPS)].filter((e) => meets(e) && chosen(e)).length;

  // Boxes to tick are drawn by their label.
  const boxed = (e) => e.matches('.govuk-radios__input, .govuk-checkboxes__input');
  const style = (e) => (boxed(e) ? getComputedStyle(e.labels[0], '::before') : getComputedStyle(e));
  const look = (e) => { const s = style(e); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderWidth, s.backgroundColor].join(); };

  const signs = (e, s) => [s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 ? s.outlineColor : '', s.boxShadow, s.backgroundColor, boxed(e) ? s.borderColor : '']
    .flatMap((text) => text.match(/rgb\([^)]+\)/g) ?? []);

  /** What an element lies on: the nearest plain ground around it. */
  function ground(e) {
    for (let p = e.parentElement; p; p = p.parentElement) {
      const colour = getComputedStyle(p).backgroundColor;
      if (colour.startsWith('rgb(')) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  }

  /** An outline, a shadow or a ground that the element has only with the focus, that stands out, inside the window. */
  function visible(e) {
    const s = style(e);
    const r = e.getBoundingClientRect();
    const page = ground(e);
    const framed = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
    if (!framed || !signs(e, s).some((colour) => testing.ratio(colour, page) >= 3) || r.width < 2 || r.height < 2 || r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) return false;
    const focused = look(e);
    e.blur();
    const rest = look(e);
    e.focus({ preventScroll: true, focusVisible: true });
    return focused !== rest;
  }

  function focused() {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return { at: '', place: -1, visible: false, inside: false };
    return { at: testing.describe(e), place: all().indexOf(e), visible: visible(e), inside: document.querySelector('main').contains(e) };
  }

  return { stops, focused };
})();
