// Lets readers point at the regions of a map, with the mouse, a finger or the keyboard. The picture and its table say all of
// it without this script, and the form leads to the figures of a region; here its list walks the map, and what is pointed at is named under it.
const INK = 'seg-map__here';

/** The outlines of a region on a picture: all that lie in its box, or the ones that hold its point. */
function outlines(svg, [left, top, width, height]) {
  const shapes = [...svg.querySelectorAll('path, rect')].filter((shape) => !shape.closest('defs, pattern') && shape.getAttribute('fill') !== 'none');
  if (width === 0) {
    const at = new DOMPoint(left, top);
    return shapes.filter((shape) => {
      const own = shape.getCTM()?.inverse().multiply(svg.getCTM() ?? new DOMMatrix());
      return shape.isPointInFill(own ? at.matrixTransform(own) : at);
    });
  }
  const whole = svg.getBoundingClientRect();
  const scale = whole.width / svg.viewBox.baseVal.width || 1;
  return shapes.filter((shape) => {
    const box = shape.getBoundingClientRect();
    const x = (box.left - whole.left) / scale;
    const y = (box.top - whole.top) / scale;
    return x >= left - 2 && y >= top - 2 && x + box.width / scale <= left + width + 2 && y + box.height / scale <= top + height + 2;
  });
}

function made(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Brings the form of a map to life. */
export function walk(form) {
  const figure = form.closest('figure');
  const regions = JSON.parse(form.querySelector('script').textContent);
  const list = form.querySelector('select');
  const said = form.querySelector('[aria-live]');
  const hint = said.textContent;
  const boxes = ['wide', 'narrow'].map((size) => [size, figure.querySelector('.seg-chart.seg-' + size + ' svg')]).filter(([, svg]) => svg);

  let pinned;
  const at = new Map(); // an outline: its region

  function mark(place) {
    for (const [size, svg] of boxes) {
      svg.querySelectorAll('.' + INK).forEach((old) => old.remove());
      if (!place) continue;
      for (const shape of found(size, svg, place)) {
        const copy = shape.cloneNode(false);
        ['id', 'fill', 'stroke', 'stroke-width'].forEach((name) => copy.removeAttribute(name));
        copy.setAttribute('class', INK);
        svg.append(copy);
      }
    }
  }

  // Outlines are looked for once a picture is shown: before, nothing of it has a place.
  const known = new Map();
  function found(size, svg, place) {
    const key = size + place.region;
    if (!known.has(key)) {
      const shapes = outlines(svg, place[size]);
      if (shapes.length === 0) return shapes;
      shapes.forEach((shape) => at.set(shape, place));
      known.set(key, shapes);
    }
    return known.get(key);
  }

  function show(place) {
    mark(place);
    said.replaceChildren();
    if (!place) {
      said.textContent = hint;
      return;
    }
    const link = made('a', 'govuk-link', said.dataset.page);
    link.href = place.href;
    link.append(made('span', 'govuk-visually-hidden', ' ' + place.name));
    said.append(made('strong', '', place.name), ' ' + place.says + ' ', link);
  }

  function pin(place) {
    pinned = place;
    list.value = place?.region ?? '';
    show(place);
  }

  list.addEventListener('change', () => pin(regions.find(({ region }) => region === list.value)));
  form.addEventListener('keydown', (event) => { if (event.key === 'Escape') pin(undefined); });
  form.classList.add('is-live');
  for (const [size, svg] of boxes) {
    svg.classList.add('seg-map__picture');
    const over = (event) => {
      regions.forEach((place) => found(size, svg, place));
      return at.get(event.target) ?? (event.target.classList.contains(INK) ? current() : undefined);
    };
    svg.addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse') show(over(event) ?? pinned); });
    svg.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') show(pinned); });
    svg.addEventListener('click', (event) => { const place = over(event); if (place) pin(place); });
  }
  const current = () => regions.find(({ name }) => said.firstChild?.textContent === name);
}
