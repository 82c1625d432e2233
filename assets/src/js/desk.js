// Every page of the desk works without this script. It puts the focus where work goes on, moves it in the grid with the
// arrow keys, spreads cells pasted from a spreadsheet, asks before leaving a form with unsaved input, sends
// a form once, and hides what the browser kept when the session is over.
(() => {
  const faults = document.querySelector('.govuk-error-summary');
  if (faults) faults.focus();

  const cell = (table, row, column) => table.querySelector(`input[data-row="${row}"][data-column="${column}"]`);

  function move(event) {
    const { target, key } = event;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (!target.matches('input[data-row]') || !steps[key] || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = key === 'ArrowLeft' ? target.selectionStart > 0 : key === 'ArrowRight' && target.selectionEnd < target.value.length;
    if (inside) return;
    const [down, right] = steps[key];
    const next = cell(target.closest('table'), Number(target.dataset.row) + down, Number(target.dataset.column) + right);
    if (key === 'Enter' || next) event.preventDefault();
    if (next) { next.focus(); next.select(); }
  }

  // Spreadsheets put a cell that holds a tab or a line end between quotes, and double the quotes inside. Two numbers
  // above each other in a cell stay two.
  function block(text) {
    const rows = [[]];
    const next = /"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/y;
    while (next.lastIndex <= text.length) {
      const [whole, quoted, plain] = next.exec(text);
      rows.at(-1).push((quoted?.replaceAll('""', '"').replaceAll(/(\d)\s*\n\s*(?=\d)/g, '$1 / ').replaceAll(/\s*\n\s*/g, ' ') ?? plain).trim());
      if (text[next.lastIndex] === '\n') rows.push([]);
      next.lastIndex += 1;
    }
    return rows;
  }

  function paste(event) {
    const { target } = event;
    if (!target.matches('input[data-row]')) return;
    const text = event.clipboardData.getData('text/plain').replaceAll(/\r\n?/g, '\n').replace(/\n$/, '');
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const surplus = [];
    block(text).forEach((row, down) => row.forEach((value, right) => {
      const into = cell(target.closest('table'), Number(target.dataset.row) + down, Number(target.dataset.column) + right);
      if (into) { into.value = value; into.dispatchEvent(new Event('input', { bubbles: true })); }
      else if (value) surplus.push({ row: down + 1, column: right + 1, text: value });
    }));
    tellSurplus(surplus);
  }

  // What found no cell is named, with its place and what it says: nothing is lost unseen.
  function tellSurplus(surplus) {
    const told = document.querySelector('[data-surplus]');
    told.querySelector('ul').replaceChildren(...surplus.map((one) => {
      const line = document.createElement('li');
      line.textContent = told.dataset.surplus.replaceAll(/\{(\w+)\}/g, (_, name) => one[name]);
      return line;
    }));
    told.hidden = surplus.length === 0;
  }

  document.querySelectorAll('.seg-grid').forEach((grid) => {
    grid.addEventListener('keydown', move);
    grid.addEventListener('paste', paste);
  });

  // A double click sends a form once. After a second it may be sent again, should the answer never come.
  const sent = new WeakMap();
  document.addEventListener('submit', (event) => {
    if (event.target.method !== 'post') return;
    if (event.timeStamp - (sent.get(event.target) ?? -Infinity) < 1000) event.preventDefault();
    else sent.set(event.target, event.timeStamp);
  });

  // A page that the browser has kept for its back button must not show again once its session is over.
  addEventListener('pageshow', async (event) => {
    if (!event.persisted || !document.querySelector('form[action="/admin/deconnexion"]')) return;
    document.body.hidden = true;
    const answer = await fetch('/admin/compte', { redirect: 'manual', cache: 'no-store' }).catch(() => null);
    if (answer?.type === 'opaqueredirect') location.replace(location.href);
    else document.body.hidden = false;
  });

  // Input that came back with faults is not saved either. Enter sends a short form; in a long one it would be a slip,
  // except in the box whose button stands beside it.
  let unsaved = Boolean(faults && document.querySelector('form[data-keep]'));
  document.querySelectorAll('form[data-keep]').forEach((form) => {
    form.addEventListener('keydown', (event) => {
      if (form.matches('.seg-write') && event.key === 'Enter' && event.target.matches('input[type="text"]') && event.target.name !== 'source_cherche') event.preventDefault();
    });
    form.addEventListener('input', () => { unsaved = true; });
    form.addEventListener('submit', () => { unsaved = false; });
  });
  addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });
})();
