// Everything a page needs is there without this script. It brings charts to life when they come into view, and unfolds
// tables for print. The chart bundle is heavy: it is fetched once, for the first chart seen, and not for readers who save data.
(() => {
  const { charts, integrity } = document.currentScript.dataset;
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

  function watch() {
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        load().then((chart) => chart.hydrate(target)).catch(() => {});
      }
    }, { rootMargin: '200px 0px' });
    document.querySelectorAll('figure[data-chart]').forEach((figure) => seen.observe(figure));
  }

  if (charts && 'IntersectionObserver' in window && !(navigator.connection && navigator.connection.saveData)) watch();

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
