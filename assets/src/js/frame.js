// Inside a frame in a page of another site: tells that page how high the frame is, and the reader whether newer figures are
// out. Without it the frame scrolls, and says what was known when it was made.
(() => {
  const root = document.documentElement;
  // WordPress gives each frame a secret by which its own script knows what the frame says (wp-embed.js, 4.4 and later).
  // It is the host in a sandbox only: elsewhere the links work by themselves.
  const [, secret] = (parent !== window && self.origin === 'null' && /[#?&]secret=([a-zA-Z0-9]+)$/.exec(location.hash)) || [];
  const say = (message, value) => parent.postMessage({ message, value, secret }, '*');
  let told = 0;

  // A frame in a hidden tab has no width: what it would tell means nothing until it is shown.
  function tell() {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (parent === window || innerWidth === 0 || height === 0 || height === told) return;
    told = height;
    parent.postMessage({ type: 'segur:height', height }, '*');
    if (secret) say('height', height);
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
    if (source === parent && data && (data.type === 'segur:ask' || (secret && data.message === 'ready' && data.secret === secret))) tellAgain();
  });
  tell();

  // Words that unfold in a frame that cannot grow push their own title out of sight.
  for (const details of document.querySelectorAll('details')) {
    details.addEventListener('toggle', () => details.open && details.scrollIntoView({ block: 'nearest' }));
  }

  // There frames may open no window: the page around follows links of ours in their place, and of no other site. A document of
  // others is reached by the page of the chart, which lists them. Links inside the frame keep the secret.
  if (secret) {
    for (const link of document.querySelectorAll('a[target=_self]')) link.hash = location.hash;
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href]');
      if (!link || link.target === '_self' || event.defaultPrevented) return;
      event.preventDefault();
      const ours = document.querySelector('.seg-frame__site');
      say('link', link.host === location.host || !ours ? link.href : ours.href + '#sources');
    });
  }

  // The frame itself is kept for ever; the number of the last publication is not.
  const note = document.querySelector('[data-after]');
  if (note && note.hidden) {
    fetch('/embed/derniere.json', { credentials: 'omit' }).then((answer) => answer.json()).then(({ publication }) => {
      note.hidden = !(publication > Number(note.dataset.after));
    }).catch(() => {});
  }
})();
