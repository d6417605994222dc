// @ts-check
import {call, ownHeaders, Problem, useToken, whenUnauthenticated} from './api.js';
import {currentLanguage, LANGUAGES, loadLanguage} from './i18n.js';
import {setQuery} from './router.js';
import {createStore, preferences} from './store.js';
import {applyBranding} from './theme.js';

/**
 * Who is signed in, as `GET /console/session` says it; null without a session, `undefined` as long as it is not known.
 *
 * @type {ReturnType<typeof createStore<any>>}
 */
export const session = createStore(undefined);

/** Why somebody has to sign in: `expired` if a session has ended. */
export const signInReason = createStore('');

/** Why the provider's answer has led back here, as the address says it. */
const REFUSALS = ['denied', 'stale', 'refused', 'no-group', 'too-many', 'unavailable'];

/** The name of the provider with which people can sign in; empty without one. */
export const PROVIDER = document.querySelector('meta[name="sign-in-provider"]')?.getAttribute('content') || '';

const PATH = '/console/session';

async function ask(method, body) {
  const headers = /** @type {Record<string, string>} */ ({...ownHeaders(), Accept: 'application/json'});
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let answer;
  try {
    answer = await fetch(PATH, {method, headers, credentials: 'same-origin', cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body)});
  } catch {
    throw new Problem(0, {type: 'unreachable'});
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw new Problem(answer.status, parsed(text), {retryAfter: Number(answer.headers.get('Retry-After')) || undefined});
  }
  return text ? JSON.parse(text) : null;
}

/** A proxy may answer with something else than a problem document. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function identify() {
  const found = await ask('GET');
  applyBranding(found.theme);
  if (found.language in LANGUAGES && found.language !== currentLanguage() && !preferences.get('language')) {
    await loadLanguage(found.language);
  }
  session.set(found);
}

/** Keeps in mind why the provider's answer has led back here, without the word in the address. */
function takeRefusal() {
  const refusal = new URLSearchParams(location.search).get('sign-in') || '';
  if (REFUSALS.includes(refusal)) {
    signInReason.set('provider.' + refusal);
    setQuery({'sign-in': null});
  }
}

/** The address that leads to the provider, and back to this page. */
export function providerPath() {
  return '/console/oidc/start?path=' + encodeURIComponent(location.pathname + location.search);
}

/** Finds out whether this browser has a session. */
export async function resume() {
  takeRefusal();
  whenUnauthenticated(() => {
    if (session.get()) {
      signInReason.set('expired');
    }
    session.set(null);
  });
  try {
    await identify();
  } catch (problem) {
    session.set(null);
    if (problem.status !== 401) {
      signInReason.set('unreachable');
    }
  }
}

/** Begins a session with an API key, which this page then forgets. */
export async function signIn(key) {
  await ask('POST', {key});
  signInReason.set('');
  await identify();
}

/**
 * Begins the session that a one-time link is for.
 *
 * @param {string} code
 * @param {(path: string) => void} go shows the page that the link leads to
 */
export async function redeem(code, go) {
  const answer = await call('POST /portal-links/redeem', {body: {code}});
  if (answer.token) {
    useToken(answer.token);
  }
  signInReason.set('');
  go(answer.path || '/');
  await identify();
}

/** Ends the session on every node, and leads to the provider with which it began, if there is one. */
export async function signOut() {
  const next = await ask('DELETE');
  useToken(null);
  signInReason.set('signed-out');
  session.set(null);
  if (next) {
    location.assign(next.providerUrl);
  }
}

/** Whether the session may do something: `view`, `report`, `operate`, `secrets` or `manage`. */
export function can(capability) {
  const me = session.get();
  return Boolean(me && (me.capabilities || []).includes(capability));
}

export const role = () => session.get()?.role;

/** Whether the session has one of the roles. */
export const isRole = (...roles) => roles.includes(role());
