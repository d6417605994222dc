// @ts-check
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import {request} from './api.js';

const MOST_EMPTY_PAGES = 5;

/**
 * Loads a document and keeps what was shown while it loads again, so that nothing flickers. A null operation loads nothing.
 *
 * @param {string|null} operation
 * @param {Record<string, any>} options
 * @param {{every?: number}} more `every`: how often to load again, in milliseconds
 */
export function useApi(operation, options = {}, {every = 0} = {}) {
  const [state, set] = useState({value: undefined, etag: null, problem: null, loading: Boolean(operation)});
  const asked = JSON.stringify([operation, {...options, signal: undefined}]);
  const shown = useRef('');
  const [turn, again] = useState(0);
  useEffect(() => {
    if (!operation) {
      set({value: undefined, etag: null, problem: null, loading: false});
      return undefined;
    }
    const ended = new AbortController();
    const other = shown.current !== asked;
    set(old => ({...old, value: other && !sameKind(shown.current, asked) ? undefined : old.value, loading: true}));
    request(operation, {...options, signal: ended.signal}).then(
      answer => {
        shown.current = asked;
        set({value: answer.value, etag: answer.etag, problem: null, loading: false});
      },
      problem => ended.signal.aborted || set(old => ({...old, problem, loading: false})));
    return () => ended.abort();
  }, [asked, turn]);
  const reload = useCallback(() => again(n => n + 1), []);
  useRepeated(reload, operation ? every : 0);
  const replace = useCallback((value, etag = null) => set(old => ({...old, value, etag: etag || old.etag, problem: null})), []);
  return {...state, reload, replace};
}

/** Another range of the same chart may replace it; another object must not appear as the one before. */
function sameKind(one, other) {
  const [operationA, optionsA] = one ? JSON.parse(one) : [null, {}];
  const [operationB, optionsB] = JSON.parse(other);
  const path = options => JSON.stringify({...options, query: undefined});
  return operationA === operationB && path(optionsA) === path(optionsB);
}

/** Does something again and again while the page is visible. */
export function useRepeated(action, every) {
  useEffect(() => {
    if (!every) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || action(), every);
    return () => clearInterval(timer);
  }, [action, every]);
}

/**
 * A list, page after page. A page of the API may be empty although more follow; this one then looks further, a few times.
 *
 * @param {string|null} operation
 * @param {Record<string, any>} options
 */
export function useList(operation, options = {}, limit = 50) {
  const [state, set] = useState(/** @type {any} */ ({items: undefined, next: null, problem: null, loading: Boolean(operation)}));
  const asked = JSON.stringify([operation, options, limit]);
  const [turn, again] = useState(0);
  const newest = useRef('');

  const load = useCallback(async (cursor, before, signal) => {
    const me = newest.current = asked + Math.random();
    set(old => ({...old, loading: true}));
    try {
      const items = [...before];
      let next = cursor;
      let pages = 0;
      do {
        const page = (await request(operation, {...options, signal, query: {...options.query, limit, cursor: next}})).value;
        items.push(...page.items);
        next = page.nextCursor || null;
      } while (next && items.length - before.length < Math.min(limit, 10) && ++pages < MOST_EMPTY_PAGES);
      if (newest.current === me) {
        set({items, next, problem: null, loading: false});
      }
    } catch (problem) {
      if (newest.current === me && !signal?.aborted) {
        set(old => ({...old, problem, loading: false}));
      }
    }
  }, [asked]);

  useEffect(() => {
    if (!operation) {
      set({items: undefined, next: null, problem: null, loading: false});
      return undefined;
    }
    const ended = new AbortController();
    load(null, [], ended.signal);
    return () => ended.abort();
  }, [asked, turn]);

  return {
    ...state,
    more: useCallback(() => load(state.next, state.items || []), [state.next, state.items, load]),
    reload: useCallback(() => again(n => n + 1), []),
    setItems: useCallback(change => set(old => ({...old, items: change(old.items || [])})), []),
  };
}

/** The time, again each `every` milliseconds: for ages and countdowns. */
export function useNow(every = 1000) {
  const [now, set] = useState(Date.now());
  useRepeated(useCallback(() => set(Date.now()), []), every);
  return now;
}

/** Runs an action of a button: says whether it is under way, and what went wrong. */
export function useAction(action) {
  const [state, set] = useState({busy: false, problem: null});
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => { alive.current = false; };
  }, []);
  const run = async (...values) => {
    set({busy: true, problem: null});
    try {
      const result = await action(...values);
      alive.current && set({busy: false, problem: null});
      return result;
    } catch (problem) {
      alive.current && set({busy: false, problem});
      return undefined;
    }
  };
  return {...state, run, forget: () => set({busy: false, problem: null})};
}
