// Reads a map with the list that walks it; defines walk.
globalThis.walk = (() => {
  const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  const form = () => document.querySelector('form.seg-map');
  const figure = () => form().closest('figure');
  const places = () => JSON.parse(form().querySelector('script').textContent);
  const picture = () => testing.boxOf(figure()).querySelector('svg');

  /** What a person reads after pointing at a region, and which one the list holds. */
  const read = () => ({ said: plain(form().querySelector('[aria-live]').textContent), chosen: form().querySelector('select').value, here: here() });

  /** How many outlines are marked, none where one of them does not stand out from the paper. */
  function here() {
    const paper = getComputedStyle(document.body).backgroundColor;
    const marked = [...picture().querySelectorAll('.seg-map__here')];
    return marked.every((e) => parseFloat(getComputedStyle(e).strokeWidth) >= 2 && testing.ratio(getComputedStyle(e).stroke, paper) >= 3) ? marked.length : 0;
  }

  /** The regions in the order of the list, each with the figures of its row in the table. */
  function regions() {
    const rows = new Map([...figure().querySelectorAll('table tbody tr')].map((row) => [plain(row.querySelector('th').textContent), row]));
    const known = new Map(places().map((place) => [place.region, place]));
    return [...form().querySelectorAll('option')].slice(1).map((option) => {
      const name = plain(option.textContent);
      const figures = [...(rows.get(name)?.querySelectorAll('data') ?? [])].map((d) => plain(d.textContent));
      return { code: option.value, name, figures, href: known.get(option.value).href, listed: rows.has(name) };
    });
  }

  const shape = (e) => e?.matches('path, rect') && picture().contains(e) && e.getAttribute('fill') !== 'none';

  /** A point of the window in each region, by its code: where nothing lies over it. */
  async function spots() {
    picture().scrollIntoView({ block: 'center' });
    await testing.frame();
    const svg = picture();
    const whole = svg.getBoundingClientRect();
    const scale = whole.width / svg.viewBox.baseVal.width;
    const side = svg.closest('.seg-wide') ? 'wide' : 'narrow';
    const found = {};
    for (const place of places()) {
      const [left, top, width, height] = place[side];
      for (let i = 0; i <= 20 && !found[place.region]; i++) {
        for (let j = 0; j <= 20 && !found[place.region]; j++) {
          const at = [whole.left + (left + (width * ((i + 10) % 21)) / 20) * scale, whole.top + (top + (height * ((j + 10) % 21)) / 20) * scale];
          if (shape(document.elementFromPoint(...at))) found[place.region] = at;
        }
      }
    }
    return found;
  }

  /** Faults of the squares of a telephone: small ones, letters that leave theirs or cannot be read. */
  function squares() {
    const faults = [];
    const all = [...picture().querySelectorAll('path, rect')].filter((e) => !e.closest('defs, pattern') && e.getAttribute('fill') !== 'none').map((e) => [e, e.getBoundingClientRect()]);
    const tiles = all.filter(([, r]) => r.width > 10 && r.width < 120 && r.height > 10);
    if (tiles.length < 18) faults.push(tiles.length + ' squares');
    for (const [, r] of tiles) if (r.width < 24 || r.height < 24) faults.push('a square of ' + r.width + ' × ' + r.height);
    for (const t of [...picture().querySelectorAll('text')].filter((e) => e.textContent.trim())) {
      const r = t.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a;
      if (size < 10) faults.push('« ' + t.textContent + ' » has letters of ' + size + ' px');
      if (!tiles.some(([, b]) => r.left >= b.left - 1 && r.right <= b.right + 1 && r.top >= b.top - 3 && r.bottom <= b.bottom + 3)) faults.push('« ' + t.textContent + ' », ' + r.width.toFixed(1) + ' px wide, leaves its square, ' + tiles[0][1].width.toFixed(1));
    }
    const said = [...picture().querySelectorAll('text')].filter((t) => /\d/.test(t.textContent)).length;
    const known = regions().filter((r) => r.figures.length > 0).length;
    if (said !== known) faults.push(said + ' squares say their figure, the table knows ' + known);
    return faults;
  }

  return { read, regions, spots, squares, focus: () => { form().querySelector('select').focus(); return plain(form().querySelector('[aria-live]').textContent); } };
})();
