// Finds what the pointer can meet in a live chart and reads what the chart says of it; defines pointer.
globalThis.pointer = (() => {
  const { texts, frame, shown } = testing;
  const live = (id) => testing.boxOf(document.getElementById(id)).querySelector('.seg-chart__live svg');
  const inside = (r) => r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight;

  /** Brings a figure to the middle and returns the centres of its shapes, big ones first, at most limit. */
  async function spots(id, limit) {
    testing.boxOf(document.getElementById(id)).scrollIntoView({ block: 'center' });
    await frame();
    const found = [];
    for (const shape of live(id).querySelectorAll('path, rect, circle')) {
      const r = shape.getBoundingClientRect();
      const fill = shape.getAttribute('fill');
      if (!fill || fill === 'none' || fill.startsWith('url') || r.width < 4 || r.height < 4 || !inside(r)) continue;
      found.push({ at: [r.x + r.width / 2, r.y + r.height / 2], area: r.width * r.height });
    }
    return found.sort((a, b) => b.area - a.area).slice(0, limit).map((f) => f.at);
  }

  /** Every text of a chart, tooltip included, and those that leave the window. */
  async function read(id) {
    await frame();
    const svg = live(id);
    const out = [...svg.querySelectorAll('text')].filter((t) => { const r = t.getBoundingClientRect(); return r.width > 0 && (r.left < 0 || r.right > innerWidth); });
    return { texts: texts(svg), out: out.map((t) => t.textContent) };
  }

  /** How many shapes of a chart show one of these colours. */
  async function painted(id, colours) {
    await frame();
    const seen = (e, paint) => colours.includes(e.getAttribute(paint)) && e.getAttribute(paint + '-opacity') !== '0' && e.getAttribute('opacity') !== '0';
    return [...live(id).querySelectorAll('path, rect, polyline')].filter((e) => shown(e) && (seen(e, 'fill') || seen(e, 'stroke'))).length;
  }

  /** Entries of a list of signs that are not as they should: a state is a switch, what explains a drawing is none. */
  function entries(id) {
    const list = [...document.querySelectorAll('#' + id + ' .seg-legend > li')];
    const wrong = list.filter((e) => (e.querySelector('.seg-state:not(.seg-carried)') !== null) !== (e.querySelector(':scope > button[aria-pressed=true]') !== null));
    const faults = wrong.map((e) => id + ': ' + e.textContent.trim() + (e.querySelector('button') ? ' is a switch' : ' is no switch'));
    const states = list.filter((e) => e.querySelector('button .seg-state'));
    return states.length < 3 || states.length === list.length ? [...faults, id + ': ' + states.length + ' of ' + list.length + ' entries are states'] : faults;
  }

  return { spots, read, painted, entries };
})();
