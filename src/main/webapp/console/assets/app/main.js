// @ts-check
import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {reportHeight} from './embed.js';
import {html} from './html.js';
import {loadLanguage, preferredLanguage, t} from './i18n.js';
import {address, setQuestion, startRouter} from './router.js';
import {resume, session} from './session.js';
import {Shell} from './shell.js';
import {SignIn} from './sign-in.js';
import {useStore} from './store.js';

/** A link that signs in; its code is gone from the address before anything else happens. */
function takeCode() {
  const code = location.pathname.endsWith('/enter') ? new URLSearchParams(location.hash.slice(1)).get('c') : null;
  if (code) {
    history.replaceState(null, '', location.pathname);
    address.set(new URL(location.href));
  }
  return code;
}

const code = takeCode();

function Console() {
  const me = useStore(session);
  const [entering, enter] = useState(Boolean(code));
  useEffect(() => {
    if (!code) {
      resume();
    } else {
      session.set(null);
    }
  }, []);
  if (me === undefined) {
    return html`<p class="boot" aria-live="polite"><span class="spinner" aria-hidden="true"></span>
        <span class="hidden">${t('loading')}</span></p>`;
  }
  return me ? html`<${Shell} me=${me} />` : html`<${SignIn} code=${entering ? code : null} onEntered=${() => enter(false)} />`;
}

await loadLanguage(preferredLanguage());
setQuestion(() => window.confirm(t('unsaved')));
startRouter();
reportHeight();
const place = document.getElementById('app');
if (place) {
  render(html`<${Console} />`, place);
}
