// @ts-check
import {useEffect, useRef, useState} from 'preact/hooks';
import {askForLink} from './embed.js';
import {html} from './html.js';
import {chooseLanguage, currentLanguage, LANGUAGES, t} from './i18n.js';
import {EMBEDDED, navigate, ROOT} from './router.js';
import {PROVIDER, providerPath, redeem, session, signIn, signInReason} from './session.js';
import {useStore} from './store.js';
import {Button, Notice, ProblemNotice} from './ui/basics.js';
import {Field, Select} from './ui/forms.js';
import {Bell} from './ui/icons.js';

/** The page for those without a session: an API key, or the one-time link that brought them here. */
export function SignIn({code, onEntered}) {
  const [used, use] = useState(code);
  const [, redraw] = useState(0);
  useEffect(() => { document.title = t('sign-in.title') + ' · Carillon'; });
  const language = async tag => {
    await chooseLanguage(tag);
    redraw(n => n + 1);
  };
  const leave = () => {
    use(null);
    onEntered();
  };
  return html`<main class="sign-in"><div class="sign-in-box"><div class="sign-in-brand"><${Bell} size=${40} />
      <span>Carillon</span></div>
    ${used ? html`<${Entering} key=${used} code=${used} onLeave=${leave} />` : EMBEDDED ? html`<${Waiting} onCode=${use} />`
      : html`<${WithKey} />`}</div>
    <div class="sign-in-language"><${Select} aria-label=${t('language')} value=${currentLanguage()}
      options=${Object.entries(LANGUAGES)} onChange=${language} /></div></main>`;
}

function Entering({code, onLeave}) {
  const [problem, set] = useState(/** @type {any} */ (null));
  useEffect(() => {
    redeem(code, path => navigate(ROOT + path, {replace: true})).then(onLeave, set);
  }, []);
  if (!problem) {
    return html`<h1>${t('enter.title')}</h1><p role="status"><span class="spinner" aria-hidden="true">
        </span> ${t('enter.under-way')}</p>`;
  }
  const back = safeUrl(problem.document?.returnUrl);
  const spent = problem.status === 404 || problem.status === 409;
  return html`<h1>${spent ? t('enter.spent.title') : t('enter.failed')}</h1>
    ${spent ? html`<p>${t('enter.spent')}</p>` : html`<${ProblemNotice} problem=${problem} />`}
    <div class="buttons">${back && html`<${Button} kind="primary" href=${back}>${t('enter.new-link')}</${Button}>`}
    ${!EMBEDDED && html`<${Button} onClick=${onLeave}>${t('enter.with-key')}</${Button}>`}</div>`;
}

/** A frame without a session waits until the page around it gives it a link. */
function Waiting({onCode}) {
  useEffect(() => askForLink(onCode), []);
  return html`<h1>${t('enter.title')}</h1><p role="status">${t('enter.waiting')}</p>`;
}

/** Links from data lead to web sites only. */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

function WithKey() {
  const reason = useStore(signInReason);
  const [key, setKey] = useState('');
  const [state, set] = useState({busy: false, problem: /** @type {any} */ (null)});
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const submit = async event => {
    event.preventDefault();
    if (!key.trim()) {
      field.current?.focus();
      return;
    }
    set({busy: true, problem: null});
    try {
      await signIn(key.trim());
    } catch (problem) {
      session.set(null);
      set({busy: false, problem});
      field.current?.select();
    }
  };
  const wrong = state.problem?.status === 401;
  const isBad = reason === 'unreachable' || reason.startsWith('provider.');
  return html`<h1>${t('sign-in.title')}</h1><p class="lead">${t(PROVIDER ? 'sign-in.lead-provider' : 'sign-in.lead')}</p>
    ${reason && !state.problem && html`<${Notice} kind=${isBad ? 'bad' : 'info'} live>${
        t('sign-in.' + reason, {provider: PROVIDER})}</${Notice}>`}
    ${state.problem && !wrong && html`<${ProblemNotice} problem=${state.problem} />`}
    ${PROVIDER && html`<${Button} kind="primary" class="full" href=${providerPath()} target="_self">${
        t('sign-in.with', {provider: PROVIDER})}</${Button}><p class="sign-in-or"><span>${t('sign-in.or')}</span></p>`}
    <form onSubmit=${submit}><${Field} label=${t('sign-in.key')} error=${wrong ? t('sign-in.wrong') : ''}
      hint=${t('sign-in.hint')} required>
      ${attributes => html`<input ...${attributes} ref=${field} type="password" name="key"
          autocomplete="current-password" autofocus=${!PROVIDER} spellcheck=${false}
        value=${key} onInput=${event => setKey(event.currentTarget.value)} />`}</${Field}>
    <${Button} kind=${PROVIDER ? 'plain' : 'primary'} type="submit" busy=${state.busy} class="full">${t('sign-in.submit')}</${Button}></form>`;
}
