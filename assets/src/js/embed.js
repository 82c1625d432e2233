// In a page of another site: gives each of our frames the height that it tells, and hides the words that stand for it elsewhere. One script serves all frames of the page,
// those that come later too; a second one does no harm.
(() => {
  const HIGHEST = 20000;

  const script = document.currentScript;
  const ours = script && script.src ? new URL(script.src).origin : '';

  function comesFromUs({ src }) {
    try {
      return new URL(src, location.href).origin === ours;
    } catch {
      return false;
    }
  }

  // Ours are known by the mark in our code, or where a tool takes marks away by their address.
  const frames = () => [...document.querySelectorAll('iframe')].filter((frame) => frame.hasAttribute('data-segur') || comesFromUs(frame));

  // Styles of the page may say otherwise, so these have the last word: nothing of a chart is cut.
  function force(element, styles) {
    for (const name in styles) element.style.setProperty(name, styles[name], 'important');
  }

  // The edges that a page draws around a frame are inside its height where the page says so.
  function edges(frame) {
    const { boxSizing, paddingTop, paddingBottom } = getComputedStyle(frame);
    return boxSizing === 'border-box' ? frame.offsetHeight - frame.clientHeight + parseFloat(paddingTop) + parseFloat(paddingBottom) : 0;
  }

  function resize(frame, height) {
    const px = Math.ceil(height + edges(frame)) + 'px';
    force(frame, { height: px, 'min-height': '0', 'max-height': 'none' });
    // Themes put frames into boxes of 16 by 9, made of padding: such a box takes the height as well.
    const box = frame.parentElement;
    const alone = [...box.children].every((child) => child === frame || child.matches('[data-segur-words], script'));
    if (getComputedStyle(frame).position === 'absolute' && frame.offsetParent === box && alone) {
      force(box, { height: px, padding: '0', 'aspect-ratio': 'auto', 'max-height': 'none' });
    }
  }

  // What counts is which frame speaks: a sandboxed one has no origin, and one whose address was redirected has another.
  addEventListener('message', ({ source, data }) => {
    if (!data || data.type !== 'segur:height' || !Number.isFinite(data.height) || data.height < 1 || data.height > HIGHEST) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame) return;
    resize(frame, data.height);
    // A tool may have put the frame, or all of the code, into a box.
    const { parentElement: around } = frame;
    const near = [frame, ...(around.childElementCount === 1 ? [around] : [])].flatMap((e) => [e.previousElementSibling, e.nextElementSibling]);
    for (const beside of near) {
      if (beside && beside.hasAttribute('data-segur-words')) force(beside, { display: 'none' });
    }
  });

  // Browsers print frames that were never in view as blanks. Where somebody may print, they come when the page is there and nothing else is to do.
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
  function fetchFar() {
    if (matchMedia('(min-width: 40em)').matches && !navigator.connection?.saveData) {
      frames().forEach((frame) => idle(() => { frame.loading = 'eager'; }));
    }
  }
  if (document.readyState === 'complete') fetchFar();
  else addEventListener('load', fetchFar);

  // Frames that spoke before this script came are asked again.
  const ask = () => frames().forEach(({ contentWindow }) => contentWindow && contentWindow.postMessage({ type: 'segur:ask' }, '*'));
  ask();
  addEventListener('load', ask);
})();
