// @ts-check
/** Checks both signatures of a webhook with WebCrypto and names the usual mistakes. */
const TOLERANCE_MS = 5 * 60_000;
const encoder = new TextEncoder();

/** Lines of `name: value` as headers; a list that some tool printed as JSON does, too. */
export function headersOf(text) {
  try {
    const object = JSON.parse(text);
    return Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    const lines = text.split(/\r?\n/).map(line => line.replace(/^[<>]\s*/, '')).filter(line => line.includes(':'));
    return Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf(':')).trim().toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim()]));
  }
}

async function hmac(key, text) {
  const imported = await crypto.subtle.importKey('raw', key, {name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(text)));
}

const base64 = bytes => btoa(String.fromCharCode(...bytes));
const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of a secret for `webhook-signature`: what is after `whsec_`, decoded; any other text as it is. */
function keyOf(secret) {
  if (!secret.startsWith('whsec_')) {
    return encoder.encode(secret);
  }
  try {
    return Uint8Array.from(atob(secret.slice(6)), char => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The body in other forms that a framework may have made of it. */
function otherBodies(body) {
  const forms = [['trailing', body.replace(/\r?\n$/, '')], ['trailing', body + '\n'], ['line-ends', body.replace(/\r\n/g, '\n')]];
  try {
    const value = JSON.parse(body);
    forms.push(['rewritten', JSON.stringify(value)]);
  } catch {
    // It is not JSON; then it was not rewritten as JSON either.
  }
  return forms.filter(([, text]) => text !== body && text.length);
}

const finding = (kind, code, values) => ({kind, code, values});

/**
 * What can be said about a webhook: `{kind: 'good'|'bad'|'warn'|'info', code, values}`, the most important first.
 *
 * @param {Record<string, string>} headers by names in lower case
 * @param {string} body
 * @param {string} secret
 */
export async function verify(headers, body, secret) {
  const findings = [];
  const key = keyOf(secret);
  if (!key || key.length === 0) {
    return [finding('bad', 'bad-secret')];
  }
  findings.push(...await standard(headers, body, secret, key), ...await single(headers, body, secret, key), ...timeOf(headers));
  return findings;
}

async function standard(headers, body, secret, key) {
  const [id, timestamp, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => headers[name]);
  if (!given) {
    return [finding('info', 'no-standard')];
  }
  if (!id || !timestamp) {
    return [finding('bad', 'no-id')];
  }
  const signatures = given.split(/\s+/).filter(one => one.startsWith('v1,')).map(one => one.slice(3));
  const signs = async (bytes, text) => signatures.indexOf(base64(await hmac(bytes, `${id}.${timestamp}.${text}`)));
  const at = await signs(key, body);
  if (at >= 0) {
    return [finding('good', signatures.length > 1 ? (at === 0 ? 'standard-newest' : 'standard-old') : 'standard-good',
        {n: signatures.length})];
  }
  for (const [code, text] of otherBodies(body)) {
    if (await signs(key, text) >= 0) {
      return [finding('bad', code)];
    }
  }
  if (await signs(encoder.encode(secret), body) >= 0) {
    return [finding('bad', 'undecoded')];
  }
  return [finding('bad', 'standard-bad')];
}

async function single(headers, body, secret, key) {
  const given = headers['x-trackscore-signature'];
  if (!given) {
    return [];
  }
  const matches = async (bytes, text) => given.toLowerCase() === 'sha256=' + hex(await hmac(bytes, text));
  if (await matches(encoder.encode(secret), body)) {
    return [finding('good', 'single-good')];
  }
  for (const [code, text] of otherBodies(body)) {
    if (await matches(encoder.encode(secret), text)) {
      return [finding('bad', code)];
    }
  }
  return [finding('bad', await matches(key, body) ? 'decoded' : 'single-bad')];
}

function timeOf(headers) {
  const seconds = Number(headers['webhook-timestamp']);
  if (!headers['webhook-timestamp']) {
    return [];
  }
  if (!Number.isInteger(seconds)) {
    return [finding('bad', 'bad-time')];
  }
  const off = Math.abs(Date.now() - seconds * 1000);
  return [off > TOLERANCE_MS ? finding('warn', 'too-old', {off}) : finding('good', 'in-time', {off})];
}
