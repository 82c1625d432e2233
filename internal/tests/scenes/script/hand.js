// Finds things on a page as a person does, by their words; defines hand.
globalThis.hand = (() => {
  const plain = (text) => (text ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').replace(/’/g, "'").trim();
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const HEADS = 'h1, h2, h3, th[scope=row], legend, caption, summary, a.seg-queue__subject, .seg-write__year';
  const PARTS = 'tr, li, fieldset, section, details, aside, form, table';

  /** The part of the page under a heading, a row's head or a legend that begins with some words; the whole page for "". */
  function part(words) {
    if (!words) return document.body;
    const heads = [...document.querySelectorAll(HEADS)].filter((e) => shown(e) && plain(e.textContent).startsWith(words));
    if (heads.length === 0) throw new Error('no part of the page is called ' + words);
    return heads[0].closest(PARTS) ?? document.body;
  }

  /** The only element among some whose words are, or else begin with, those given. */
  function only(kind, elements, words) {
    const seen = elements.filter(shown);
    let found = seen.filter((e) => plain(e.textContent) === words);
    if (found.length === 0) found = seen.filter((e) => plain(e.textContent).startsWith(words));
    if (found.length !== 1) throw new Error(found.length + ' × ' + kind + ' « ' + words + ' » among: ' + seen.map((e) => plain(e.textContent)).join(' | ').slice(0, 1500));
    return found[0];
  }

  const all = (inside, selector) => [...part(inside).querySelectorAll(selector)];
  const button = (words, inside) => only('button', all(inside, 'button, a, summary'), words);
  const label = (words, inside) => only('label', all(inside, 'label'), words);
  const control = (words, inside) => label(words, inside).control;

  /** The middle of an element, brought into view; nothing may lie over it. */
  function spot(e) {
    e.scrollIntoView({ block: 'center' });
    const r = e.getClientRects()[0];
    const at = [r.x + r.width / 2, r.y + r.height / 2];
    const top = document.elementFromPoint(...at);
    if (!top || !(e.contains(top) || top.contains(e) || top.control === e || [...(e.labels ?? [])].some((l) => l.contains(top)))) {
      throw new Error('« ' + plain(e.textContent || e.name) + ' » is covered by ' + (top ? top.outerHTML.slice(0, 120) : 'nothing: it is outside the window'));
    }
    return at;
  }

  /** Chooses an option of a list by its words. */
  function choose(words, option, inside) {
    const list = control(words, inside);
    const found = [...list.options].filter((o) => plain(o.textContent) === option);
    if (found.length !== 1) throw new Error(found.length + ' options « ' + option + ' » among: ' + [...list.options].map((o) => plain(o.textContent)).join(' | '));
    list.value = found[0].value;
    for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
    return true;
  }

  const read = (selector) => [...document.querySelectorAll(selector)].filter(shown).map((e) => plain(e.innerText ?? e.textContent)).join('\n');
  const value = (words, inside) => plain(control(words, inside).value);
  const ticked = (words, inside) => control(words, inside).checked;
  const focus = () => { const e = document.activeElement; return e ? e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map((c) => '.' + c).join('') : ''; };

  return { plain, button, label, control, spot, choose, read, value, ticked, focus };
})();
