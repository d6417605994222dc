// @ts-check
/**
 * All that the console knows comes from the public API. Operations are written as in its description, such as
 * `GET /endpoints/{id}`, so that a test can compare them with it.
 */
const BASE = '/api/v1';
const RETRY_AFTER_LOST_ANSWER_MS = 600;

let token = null;
let onUnauthenticated = () => {};

/** An answer of the API that is not a success, or none at all (status 0). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{type?: string, title?: string, detail?: string, errors?: {pointer: string, detail: string}[]}} document
   * @param {{retryAfter?: number, request?: string}} more
   */
  constructor(status, document, more = {}) {
    super(document.detail || document.title || 'HTTP ' + status);
    this.status = status;
    this.kind = (document.type || '').split('/').pop() || 'status-' + status;
    this.title = document.title || '';
    this.detail = document.detail || '';
    this.errors = document.errors || [];
    this.document = document;
    this.retryAfter = more.retryAfter;
    this.request = more.request;
  }
}

/** Sets what happens when the session has ended. */
export function whenUnauthenticated(action) {
  onUnauthenticated = action;
}

/** The API has answered 401: the session has ended. */
export function unauthenticated() {
  onUnauthenticated();
}

/** A frame in another site has no cookie; it keeps a token in memory. */
export function useToken(value) {
  token = value;
}

/** The headers that make the session count: a form or link of another site cannot send them. */
export function ownHeaders() {
  return {'X-Carillon-Console': '1', ...(token ? {Authorization: 'Bearer ' + token} : {})};
}

/** The path and query of an operation, as in `GET /endpoints/{id}` with `{id, query}`. */
export function pathOf(operation, options = {}) {
  const template = operation.slice(operation.indexOf(' ') + 1);
  const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(options[name]));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query || {})) {
    if (value !== undefined && value !== null && value !== '') {
      query.append(name, String(value));
    }
  }
  const text = query.toString();
  return BASE + path + (text ? '?' + text : '');
}

function headersOf(method, options) {
  const headers = {Accept: options.accept || 'application/json', ...ownHeaders()};
  if (options.body !== undefined) {
    headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  }
  if (method !== 'GET') {
    headers['Idempotency-Key'] = options.idempotencyKey || randomId();
  }
  if (options.ifMatch) {
    headers['If-Match'] = options.ifMatch;
  }
  if (options.lastEventId) {
    headers['Last-Event-ID'] = options.lastEventId;
  }
  return headers;
}

/** 128 random bits; `crypto.randomUUID` is missing on plain http. */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

async function fetched(path, init, mayRepeat) {
  try {
    return await fetch(path, init);
  } catch (failure) {
    if (init.signal && init.signal.aborted) {
      throw failure;
    }
    if (!mayRepeat) {
      throw new Problem(0, {type: 'unreachable'}, {request: path});
    }
    // The write may have had its effect: with the same Idempotency-Key it has only one.
    await new Promise(resolve => setTimeout(resolve, RETRY_AFTER_LOST_ANSWER_MS));
    return fetched(path, init, false);
  }
}

async function problemOf(answer, path) {
  const document = await answer.json().catch(() => ({}));
  const seconds = Number(answer.headers.get('Retry-After'));
  return new Problem(answer.status, document, {retryAfter: seconds || undefined, request: path});
}

async function answered(path, init) {
  const answer = await fetched(path, {credentials: 'same-origin', cache: 'no-store', ...init}, true);
  if (answer.ok) {
    return answer;
  }
  const problem = await problemOf(answer, path);
  if (answer.status === 401) {
    unauthenticated();
  }
  throw problem;
}

/**
 * Sends a request and returns its status, its document and its ETag.
 *
 * @param {string} operation such as `GET /endpoints/{id}`
 * @param {Record<string, any>} options path parameters by name, and `query`, `body`, `ifMatch`, `signal`
 */
export async function request(operation, options = {}) {
  const method = operation.slice(0, operation.indexOf(' '));
  const answer = await answered(pathOf(operation, options), {
    method,
    headers: headersOf(method, options),
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal,
  });
  const text = await answer.text();
  return {status: answer.status, value: text ? JSON.parse(text) : null, etag: answer.headers.get('ETag')};
}

/** The document that an operation answers. */
export async function call(operation, options = {}) {
  return (await request(operation, options)).value;
}

/** Sends a request that the API itself suggested: a remedy of an explanation. */
export async function follow(method, link) {
  const answer = await answered(link, {method, headers: headersOf(method, {})});
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

/** All items of a list, up to `most`. */
export async function all(operation, options = {}, most = 1000) {
  const items = [];
  let cursor = null;
  do {
    const page = await call(operation, {...options, query: {...options.query, limit: 200, cursor}});
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < most);
  return items;
}

/** Saves a list as a file of CSV or NDJSON. */
export async function download(operation, options, kind, name) {
  const accept = kind === 'csv' ? 'text/csv' : 'application/x-ndjson';
  const answer = await answered(pathOf(operation, options), {headers: headersOf('GET', {accept})});
  save(await answer.blob(), name + '.' + kind);
}

/** Offers a file to the browser. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The same request for a terminal. */
export function asCurl(operation, options = {}) {
  const method = operation.slice(0, operation.indexOf(' '));
  const quoted = text => "'" + text.replace(/'/g, "'\\''") + "'";
  const parts = ['curl ' + (method === 'GET' ? '' : '-X ' + method + ' ') + quoted(location.origin + pathOf(operation, options)),
    '-H "Authorization: Bearer $CARILLON_KEY"'];
  if (options.body !== undefined) {
    parts.push("-H 'Content-Type: application/json'", '-d ' + quoted(JSON.stringify(options.body)));
  }
  return parts.join(' \\\n  ');
}
