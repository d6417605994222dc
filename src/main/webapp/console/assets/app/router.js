// @ts-check
import {createStore, useStore} from './store.js';

/** Whether the console is a frame in a page of another site. */
export const EMBEDDED = location.pathname.startsWith('/console/embed/');

/** Where every page of the console begins. */
export const ROOT = EMBEDDED ? '/console/embed' : '/console';

/** The address of the page that is shown. */
export const address = createStore(new URL(location.href));

const unsaved = new Set();

/** Asks before a page with unsaved changes is left. The function that it returns takes the objection back. */
export function guard(isDirty) {
  unsaved.add(isDirty);
  return () => unsaved.delete(isDirty);
}

let question = () => true;

/** Sets what to ask before unsaved changes are lost. */
export function setQuestion(ask) {
  question = ask;
}

function mayLeave() {
  return ![...unsaved].some(isDirty => isDirty()) || question();
}

/**
 * Shows another page.
 *
 * @param {string} path from the root of the host, such as `/console/deliveries`
 */
export function navigate(path, {replace = false, keepScroll = false} = {}) {
  const next = new URL(path, location.href);
  if (next.pathname !== location.pathname && !mayLeave()) {
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', next);
  if (!keepScroll) {
    scrollTo(0, 0);
  }
  address.set(next);
}

/** Changes parameters of the present address; null removes one. */
export function setQuery(changes, {replace = true} = {}) {
  const next = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') {
      next.searchParams.delete(name);
    } else {
      next.searchParams.set(name, String(value));
    }
  }
  if (next.href !== location.href) {
    navigate(next.href, {replace, keepScroll: true});
  }
}

/** The parameters of the present address. */
export function useQuery() {
  return useStore(address).searchParams;
}

function isOurs(link, event) {
  return link && link.origin === location.origin && link.pathname.startsWith(ROOT) && !link.hasAttribute('download')
    && !link.target && !event.defaultPrevented && event.button === 0
    && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** Follows links within the console without a request for the page, and the buttons back and forward. */
export function startRouter() {
  addEventListener('popstate', () => address.set(new URL(location.href)));
  addEventListener('beforeunload', event => {
    if ([...unsaved].some(isDirty => isDirty())) {
      event.preventDefault();
    }
  });
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (isOurs(link, event) && link instanceof HTMLAnchorElement && !link.hash) {
      event.preventDefault();
      navigate(link.href);
    }
  });
}

/** The values of a pattern such as `/endpoints/:id` in a path, or null. */
export function match(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) {
    return null;
  }
  const values = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(':')) {
      try {
        values[wanted[i].slice(1)] = decodeURIComponent(given[i]);
      } catch {
        return null;
      }
    } else if (wanted[i] !== given[i]) {
      return null;
    }
  }
  return values;
}
