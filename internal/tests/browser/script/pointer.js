// Finds what the pointer can meet in a live chart and reads what the chart says of it; defines pointer.
globalThis.pointer = (() => {
  const { texts, frame } = testing;
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

  return { spots, read };
})();
