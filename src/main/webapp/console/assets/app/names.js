// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {call} from './api.js';
import {t} from './i18n.js';
import {session} from './session.js';

const MOST_AT_ONCE = 4;
const KEPT_MS = 5 * 60_000;
const known = new Map();
const waiting = [];
let underWay = 0;

session.subscribe(() => known.clear());

/** Where an endpoint gets its messages, as people read it. */
export const addressOf = endpoint => endpoint.unicodeUrl || endpoint.url || t('endpoint.polled');

/** Notes names that came with something else, so no page has to ask for them. */
export function noteNames(kind, objects) {
  for (const one of objects || []) {
    known.set(kind + one.id, {name: one.name || addressOf(one), at: Date.now()});
  }
}

function next() {
  while (underWay < MOST_AT_ONCE && waiting.length) {
    underWay++;
    waiting.shift()().finally(() => { underWay--; next(); });
  }
}

async function load(kind, id) {
  switch (kind) {
    case 'application': return (await call('GET /applications/{id}', {id})).name;
    case 'organization': return (await call('GET /organizations/{id}', {id})).name;
    default: return addressOf(await call('GET /endpoints/{id}', {id}));
  }
}

/** The name of an object, once for all that show it; null if it has none that this session may see. */
export function nameOf(kind, id) {
  const key = kind + id;
  const found = known.get(key);
  if (found && Date.now() - found.at < KEPT_MS) {
    return found.promise || Promise.resolve(found.name);
  }
  const promise = new Promise(resolve => {
    waiting.push(() => load(kind, id).catch(() => null).then(name => {
      known.set(key, {name, at: Date.now()});
      resolve(name);
    }));
  });
  known.set(key, {promise, at: Date.now()});
  next();
  return promise;
}

/** The name of an application, organization or endpoint: undefined until it is known, null if there is none to see. */
export function useName(kind, id) {
  const held = known.get(kind + id);
  const [name, set] = useState(held && !held.promise ? held.name : undefined);
  useEffect(() => {
    let gone = false;
    if (id !== undefined && id !== null) {
      nameOf(kind, id).then(found => gone || set(found));
    }
    return () => { gone = true; };
  }, [kind, id]);
  return name;
}
