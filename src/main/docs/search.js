// Finds sections that have all words of the query. The index is one file, loaded when the search is first used.
(function () {
  const MOST = 20;
  const AROUND = 70;
  const box = document.querySelector('.search');
  const input = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  const results = box.querySelector('.results');
  let index;

  /** @returns the sections; each has its texts in lower case besides */
  function load() {
    index = index || fetch('/docs/assets/search.json').then(answer => answer.json()).then(rows =>
      rows.map(([link, title, heading, text]) => ({link, title, heading, text,
        name: (title + ' ' + heading).toLowerCase(), content: text.toLowerCase()})));
    return index;
  }

  /** How well a section fits; 0 if a word is missing. A name counts more than the text, the start of a word more than its middle. */
  function rank(section, words) {
    let sum = 0;
    for (const word of words) {
      const points = part(section.name, word, section.heading ? 8 : 10) + part(section.content, word, 2);
      if (points === 0) {
        return 0;
      }
      sum += points;
    }
    return sum;
  }

  function part(text, word, weight) {
    const at = text.indexOf(word);
    if (at < 0) {
      return 0;
    }
    return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]) ? weight : weight / 2;
  }

  /** The text around the first word, with that word marked. */
  function excerpt(section, word) {
    const line = document.createElement('span');
    const at = section.content.indexOf(word);
    const from = Math.max(0, at - AROUND);
    const text = section.text;
    if (at < 0) {
      line.textContent = text.slice(0, 2 * AROUND);
      return line;
    }
    const mark = document.createElement('mark');
    mark.textContent = text.slice(at, at + word.length);
    line.append((from > 0 ? '…' : '') + text.slice(from, at), mark, text.slice(at + word.length, at + word.length + AROUND) + '…');
    return line;
  }

  function item(section, words) {
    const link = document.createElement('a');
    link.href = section.link;
    const name = document.createElement('strong');
    name.textContent = section.heading ? section.title + ' › ' + section.heading : section.title;
    link.append(name, excerpt(section, words[0]));
    const row = document.createElement('li');
    row.append(link);
    return row;
  }

  async function search() {
    const query = input.value;
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      close();
      return;
    }
    let found;
    try {
      found = (await load()).map(section => ({section, points: rank(section, words)})).filter(one => one.points > 0)
        .sort((one, other) => other.points - one.points);
    } catch {
      index = undefined;
      status.textContent = 'The search could not be loaded.';
      return;
    }
    if (query !== input.value) {
      return; // an older question
    }
    results.replaceChildren(...found.slice(0, MOST).map(one => item(one.section, words)));
    results.hidden = false;
    status.textContent = found.length === 0 ? 'Nothing found' : found.length + ' found';
    if (found.length === 0) {
      const none = document.createElement('li');
      none.textContent = 'Nothing found';
      results.append(none);
    }
  }

  function close() {
    results.hidden = true;
    results.replaceChildren();
    status.textContent = '';
  }

  /** Moves between the field and the links. */
  function move(step) {
    const stops = [input, ...results.querySelectorAll('a')];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) {
      next.focus({preventScroll: next === input});
    }
  }

  input.addEventListener('input', search);
  input.addEventListener('focus', () => load().catch(() => { index = undefined; }));
  box.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      close();
      input.focus({preventScroll: true});
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && document.activeElement === input) {
      results.querySelector('a')?.click();
    }
  });
  results.addEventListener('click', close);
  box.addEventListener('focusout', event => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) {
      close();
    }
  });
  document.addEventListener('click', event => {
    if (!box.contains(event.target)) {
      close();
    }
  });
  document.addEventListener('keydown', event => {
    const isTyping = event.target.closest('input, select, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus({preventScroll: true});
    }
  });
  box.hidden = false;
})();
