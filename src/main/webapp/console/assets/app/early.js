// Runs before the first paint, so that the page does not appear in the wrong theme or language.
(function () {
  try {
    var theme = localStorage.getItem('carillon.theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
    var language = localStorage.getItem('carillon.language');
    if (language) {
      document.documentElement.lang = language;
    }
  } catch (e) {
    // Storage may be forbidden; the defaults do then.
  }
})();
