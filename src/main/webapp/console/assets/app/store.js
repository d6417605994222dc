// @ts-check
import {useEffect, useState} from 'preact/hooks';

/**
 * A value that several components show. `set` notifies all that use it.
 *
 * @template T
 * @param {T} initial
 */
export function createStore(initial) {
  let value = initial;
  const listeners = new Set();
  return {
    get: () => value,
    /** @param {T} next */
    set(next) {
      value = next;
      listeners.forEach(listener => listener(next));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The present value of a store; the component is drawn again when it changes. */
export function useStore(store) {
  const [value, set] = useState(store.get());
  useEffect(() => {
    set(store.get());
    return store.subscribe(next => set(() => next));
  }, [store]);
  return value;
}

/** What is kept in this browser: the theme, the language and other preferences, never a key. */
export const preferences = {
  get(name) {
    try {
      return localStorage.getItem('carillon.' + name);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value === null) {
        localStorage.removeItem('carillon.' + name);
      } else {
        localStorage.setItem('carillon.' + name, value);
      }
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  },
};
