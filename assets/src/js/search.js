// The search field suggests answers while a reader types, and « / » leads to it. Without this script the field is a form like any
// other, and Enter still sends it. What the server says is only ever set as text.
(() => {
  const WAIT = 150; // milliseconds without a key before the server is asked
  const OFF = 'segur-touche-recherche'; // kept in this browser by readers who do without the key
  const make = (name, className, text = '') => Object.assign(document.createElement(name), { className, textContent: text });
  const forms = [...document.querySelectorAll('form[data-suggest]')];

  function suggest(form, number) {
    const input = form.elements.q;
    const panel = make('div', 'seg-suggest');
    const note = make('p', 'seg-suggest__note');
    const list = make('div', 'seg-suggest__list');
    const status = make('p', 'govuk-visually-hidden');
    let timer, asking, options = [], active = -1;

    panel.hidden = true;
    list.id = `suggestions-${number}`;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.labels[0].textContent);
    status.setAttribute('role', 'status');
    panel.append(note, list);
    input.parentElement.append(panel, status);
    const attributes = {
      role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

    function choose(place) {
      options[active]?.setAttribute('aria-selected', 'false');
      active = place;
      const option = options[place];
      if (!option) return input.removeAttribute('aria-activedescendant');
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option.id);
    }

    function open(shown) {
      panel.hidden = !shown;
      input.setAttribute('aria-expanded', String(shown));
      choose(-1);
    }

    // Closing also gives up what was asked: an answer must not open the list behind a reader's back.
    function close() {
      clearTimeout(timer);
      asking?.abort();
      if (!panel.hidden) open(false);
    }

    function option(item) {
      const one = make('div', 'seg-suggest__option');
      one.id = `${list.id}-${options.length}`;
      one.setAttribute('role', 'option');
      one.setAttribute('aria-selected', 'false');
      one.dataset.href = item.href;
      const title = make('span', 'seg-suggest__title');
      for (const { text, hit } of item.title) title.append(hit ? make('mark', '', text) : text);
      one.append(title);
      if (item.place) one.append(' ', make('span', 'seg-suggest__place', item.place));
      options.push(one);
      return one;
    }

    function show({ said, note: words, groups }) {
      choose(-1);
      options = [];
      list.replaceChildren(...groups.map((group) => {
        const box = make('div', 'seg-suggest__group');
        const label = make('div', 'seg-suggest__kind', group.label);
        label.id = `${list.id}-${group.kind}`;
        box.setAttribute('role', 'group');
        box.setAttribute('aria-labelledby', label.id);
        label.setAttribute('role', 'presentation');
        box.append(label, ...group.items.map(option));
        return box;
      }));
      note.textContent = words;
      note.hidden = !words;
      status.textContent = said;
      open(options.length > 0);
    }

    async function ask() {
      clearTimeout(timer);
      asking?.abort();
      const asked = new URLSearchParams(new FormData(form));
      asking = new AbortController();
      const { signal } = asking;
      try {
        const answer = await fetch(`${form.getAttribute('action')}/suggestions?${asked}`, { signal });
        const said = answer.ok && await answer.json();
        if (said && !signal.aborted) show(said);
      } catch {
        // Given up, or without network: the form still works.
      }
    }

    function wait() {
      clearTimeout(timer);
      asking?.abort();
      if (!input.value.trim()) return close();
      timer = setTimeout(ask, WAIT);
    }

    const keys = {
      ArrowDown: () => (panel.hidden ? input.value.trim() && ask() : choose(active + 1 < options.length ? active + 1 : -1)),
      ArrowUp: () => !panel.hidden && choose(active < 0 ? options.length - 1 : active - 1),
      Escape: () => (panel.hidden ? null : close()), // null leaves the key to the browser
      Enter: () => (options[active] && !panel.hidden ? location.assign(options[active].dataset.href) : null),
    };

    input.addEventListener('keydown', (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (keys[event.key] && keys[event.key]() !== null) event.preventDefault();
    });
    input.addEventListener('input', wait);
    input.addEventListener('blur', close);
    form.addEventListener('submit', close);
    panel.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the keyboard
    list.addEventListener('click', ({ target }) => {
      const href = target.closest('[data-href]')?.dataset.href;
      if (href) location.assign(href);
    });
  }

  forms.forEach(suggest);

  // A page that is about searching has a field of its own, which comes before that of the header.
  const field = forms[forms.length - 1]?.elements.q;
  const stored = (change) => {
    try {
      return change(localStorage);
    } catch {
      return null; // browsers that keep nothing keep the key
    }
  };
  let off = stored((kept) => kept.getItem(OFF)) !== null;
  const announce = () => (off ? field.removeAttribute('aria-keyshortcuts') : field.setAttribute('aria-keyshortcuts', '/'));

  if (field) {
    announce();
    document.addEventListener('keydown', (event) => {
      const { key, target } = event;
      if (off || key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  for (const choice of document.querySelectorAll('[data-shortcut]')) {
    const button = choice.querySelector('button');
    const usual = button.textContent;
    const name = () => { button.textContent = off ? button.dataset.again : usual; };
    name();
    choice.hidden = false;
    button.addEventListener('click', () => {
      off = !off;
      stored((kept) => (off ? kept.setItem(OFF, '1') : kept.removeItem(OFF)));
      name();
      announce();
    });
  }
})();
