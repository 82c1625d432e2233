// Inside a frame in a page of another site: tells that page how high the frame is, and the reader whether newer figures are
// out. Without it the frame scrolls, and says what was known when it was made.
(() => {
  const root = document.documentElement;
  let told = 0;

  // A frame in a hidden tab has no width: what it would tell means nothing until it is shown.
  function tell() {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (parent === window || innerWidth === 0 || height === 0 || height === told) return;
    told = height;
    parent.postMessage({ type: 'segur:height', height }, '*');
  }

  function tellAgain() {
    told = 0;
    tell();
  }

  new ResizeObserver(tell).observe(root);
  addEventListener('load', tell);
  // The page may have changed the height on its own, or shown what it hid.
  addEventListener('resize', () => (innerHeight === told ? tell : tellAgain)());
  // The page's script may come later than the frame: it asks.
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data && data.type === 'segur:ask') tellAgain();
  });
  tell();

  // The frame itself is kept for ever; the number of the last publication is not.
  const note = document.querySelector('[data-after]');
  if (note && note.hidden) {
    fetch('/embed/derniere.json', { credentials: 'omit' }).then((answer) => answer.json()).then(({ publication }) => {
      note.hidden = !(publication > Number(note.dataset.after));
    }).catch(() => {});
  }
})();
