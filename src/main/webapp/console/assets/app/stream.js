// @ts-check
import {ownHeaders, pathOf, unauthenticated} from './api.js';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Reads server-sent events with fetch, because an EventSource cannot send headers. Connects again with growing patience, and
 * goes on after the last event, until the session ends. Returns a function that ends it.
 *
 * @param {string} operation
 * @param {Record<string, any>} options
 * @param {(event: any) => void} onEvent
 * @param {(state: 'live'|'waiting') => void} onState
 */
export function listen(operation, options, onEvent, onState) {
  const ended = new AbortController();
  run(ended.signal, operation, options, onEvent, onState);
  return () => ended.abort();
}

async function run(signal, operation, options, onEvent, onState) {
  let wait = FIRST_WAIT_MS;
  let last = null;
  const take = event => {
    const {id, data} = parse(event);
    last = id || last;
    if (data) {
      onEvent(JSON.parse(data));
    }
  };
  while (!signal.aborted) {
    try {
      const headers = {Accept: 'text/event-stream', ...ownHeaders(), ...(last ? {'Last-Event-ID': last} : {})};
      const answer = await fetch(pathOf(operation, options), {headers, signal, cache: 'no-store'});
      if (answer.status === 401) {
        unauthenticated();
        return;
      }
      if (!answer.ok || !answer.body) {
        throw new Error(String(answer.status));
      }
      onState('live');
      wait = FIRST_WAIT_MS;
      await read(answer.body, take);
    } catch {
      if (signal.aborted) {
        return;
      }
    }
    onState('waiting');
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

async function read(body, take) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = (rest + part.value).split(/\r?\n\r?\n/);
    rest = events.pop() || '';
    events.forEach(take);
  }
}

/** The id and the data of one event; comments have neither. */
export function parse(event) {
  const lines = event.split(/\r?\n/);
  const values = name => lines.filter(line => line.startsWith(name + ':'))
    .map(line => line.slice(name.length + 1).replace(/^ /, ''));
  return {id: values('id').pop(), data: values('data').join('\n')};
}

function pause(ms, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(undefined); }, {once: true});
  });
}
