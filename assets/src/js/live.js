// Puts a live chart in the place of the server's picture, without moving anything. It knows the page, not ECharts.
import { toggles } from './legend.js';

const SIZES = ['wide', 'narrow'];

/** Keeps the name and the description of a picture for assistive technology once the picture is gone. */
function keepNames(box, picture) {
  for (const id of ['aria-labelledby', 'aria-describedby']) {
    if (picture.hasAttribute(id)) box.setAttribute(id, picture.getAttribute(id));
  }
  for (const part of picture.querySelectorAll(':scope > title, :scope > desc')) {
    const text = document.createElement('span');
    text.id = part.id;
    text.hidden = true;
    text.textContent = part.textContent;
    part.remove();
    box.append(text);
  }
  box.setAttribute('role', 'img');
}

/** The chart is laid out at the picture's own size and scaled to the box: the same drawing at every width. */
function fit(box, host, width) {
  host.style.transform = 'scale(' + box.clientWidth / width + ')';
}

const shown = (element) => element.getBoundingClientRect().width > 0;

/** The box of a picture: the one in the page, or a new one of the same classes around a picture that stands alone. */
function boxOf(element) {
  if (element.tagName !== 'svg') return element;
  const box = document.createElement('div');
  box.className = element.getAttribute('class') + ' seg-chart__box';
  element.replaceWith(box);
  box.append(element);
  return box;
}

/**
 * Swaps one picture; returns the chart, or null when it cannot be drawn. Nothing is touched before the chart is drawn; ratio is
 * set through the style object, which CSP allows.
 */
function swap(element, option, lang, draw) {
  let chart;
  const box = boxOf(element);
  const picture = box.querySelector(':scope > svg');
  const width = Number(picture.getAttribute('width'));
  const height = Number(picture.getAttribute('height'));
  const host = document.createElement('div');
  host.className = 'seg-chart__live';
  host.style.width = width + 'px';
  host.style.height = height + 'px';
  fit(box, host, width);
  box.append(host);
  try {
    chart = draw(host, option, width, height, lang);
    host.setAttribute('aria-hidden', 'true');
  } catch (fault) {
    host.remove();
    return null;
  }
  box.style.aspectRatio = width + ' / ' + height;
  keepNames(box, picture);
  picture.remove();
  new ResizeObserver(() => fit(box, host, width)).observe(box);
  return chart;
}

/**
 * Reads {"wide": option, "narrow": option, "lang": "fr"} from script.seg-option and swaps the picture that is shown; the other
 * one follows when the window's width brings it up. Returns whether a chart was drawn at once.
 */
export function live(figure, draw) {
  const script = figure.querySelector('script.seg-option');
  const waiting = new Map();
  let data;
  try {
    data = JSON.parse(script.textContent);
  } catch (fault) {
    return false;
  }
  for (const size of SIZES) {
    const element = figure.querySelector('.seg-chart__box.seg-' + size) || figure.querySelector('svg.seg-chart.seg-' + size);
    if (element && data[size]) waiting.set(element, data[size]);
  }
  const legend = toggles(figure);
  const swapShown = () => {
    let drawn = false;
    for (const [element, option] of waiting) {
      if (!shown(element)) continue;
      waiting.delete(element);
      try {
        const chart = swap(element, option, data.lang, draw);
        if (!chart) continue;
        drawn = true;
        legend(chart, option);
      } catch (fault) {
        // The picture stays.
      }
    }
    return drawn;
  };
  const drawn = swapShown();
  if (waiting.size > 0) {
    const watcher = new ResizeObserver(() => {
      swapShown();
      if (waiting.size === 0) watcher.disconnect();
    });
    watcher.observe(figure);
  }
  return drawn;
}
