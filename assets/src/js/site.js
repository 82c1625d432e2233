// Everything a page needs is there without this script. It brings charts to life when they come into view, copies what is
// to be pasted elsewhere, and unfolds tables for print. The chart bundle is heavy: it is fetched once, for the first chart seen, and not for readers who save data.
import { walk } from './map.js';

(() => {
  const { charts, integrity, patient } = document.currentScript.dataset;
  // An address that was written into markup once too often leaves what follows "&#" to nobody: the server never saw it.
  const lost = /^#(?:0*38|x0*26);(.+)/i.exec(location.hash);
  if (lost) location.replace(location.pathname + location.search + '&' + lost[1]);
  let bundle;

  function load() {
    bundle ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = charts;
      if (integrity) script.integrity = integrity;
      script.onload = () => resolve(window.SegurCharts);
      script.onerror = reject;
      document.head.append(script);
    });
    return bundle;
  }

  const enliven = (figure) => load().then((chart) => chart.hydrate(figure)).catch(() => {});

  function watch(figures) {
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        enliven(target);
      }
    }, { rootMargin: '200px 0px' });
    figures.forEach((figure) => seen.observe(figure));
  }

  // In pages of other sites the bundle waits until somebody turns to the chart: an article may show twenty.
  function wait(figures) {
    for (const figure of figures) {
      const signs = ['pointerover', 'focusin', 'touchstart'];
      const begin = () => {
        signs.forEach((sign) => removeEventListener(sign, begin));
        enliven(figure);
      };
      signs.forEach((sign) => addEventListener(sign, begin, { passive: true }));
    }
  }

  if (charts && 'IntersectionObserver' in window && !(navigator.connection && navigator.connection.saveData)) {
    (patient === undefined ? watch : wait)(document.querySelectorAll('figure[data-chart]'));
  }

  document.querySelectorAll('form.seg-map').forEach(walk);

  // Buttons that copy are of no use without a script: they show themselves here. Browsers that refuse the clipboard, as they
  // do on pages without encryption, still copy what is selected.
  // A button that is switched off would lose the keyboard's place.
  const waiting = new Map();

  async function copy(button) {
    const field = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      if (!document.execCommand('copy')) return;
      button.focus();
    }
    const label = button.firstChild;
    button.dataset.copy ??= label.data;
    label.data = button.dataset.copied;
    document.getElementById('copie').textContent = button.textContent;
    clearTimeout(waiting.get(button));
    waiting.set(button, setTimeout(() => {
      label.data = button.dataset.copy;
      document.getElementById('copie').textContent = '';
    }, 2000));
  }

  for (const button of document.querySelectorAll('button[data-copies]')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }

  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')];
    unfolded.forEach((details) => { details.open = true; });
  });
  addEventListener('afterprint', () => {
    unfolded.forEach((details) => { details.open = false; });
    unfolded = [];
  });
})();
