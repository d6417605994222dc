// The theme, which is that of the console in the same browser, and buttons that copy code.
(function () {
  const KEY = 'carillon.theme';
  const root = document.documentElement;

  /** Pictures for a dark system follow the choice of the reader. */
  function showPictures(theme) {
    for (const source of document.querySelectorAll('picture > source[media]')) {
      source.dataset.media = source.dataset.media || source.media;
      source.media = theme === 'dark' ? 'all' : theme === 'light' ? 'not all' : source.dataset.media;
    }
  }

  function chooseTheme(theme) {
    try {
      if (theme === 'auto') {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, theme);
      }
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
    if (theme === 'auto') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    showPictures(theme);
  }

  const select = document.getElementById('theme');
  select.value = root.dataset.theme || 'auto';
  select.addEventListener('change', () => chooseTheme(select.value));
  select.parentElement.hidden = false;
  showPictures(select.value);

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not allowed';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  }

  for (const block of document.querySelectorAll('article pre')) {
    const frame = document.createElement('div');
    frame.className = 'code';
    block.replaceWith(frame);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', () => copy(button, block.textContent.replace(/\n$/, '')));
    frame.append(block, button);
  }

  // On a wide screen the contents are beside the text; on a narrow one they would be in its way.
  const contents = document.querySelector('.contents > details');
  if (contents && matchMedia('(min-width: 85rem)').matches) {
    contents.open = true;
  }
})();
