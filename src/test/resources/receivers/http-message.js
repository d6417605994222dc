const express = require('express');
const crypto = require('crypto');
const { httpbis, createVerifier } = require('http-message-signatures');

const TOLERANCE_SECONDS = 300;
const COVERED = ['@method', '@target-uri', 'content-digest', 'webhook-id', 'webhook-timestamp'];
const seen = new Set(); // in production: a table with a unique column, kept for a week
let keys = [];
let fetchedAt = -Infinity;

const app = express();

app.post('/webhooks/trackscore', express.raw({ type: '*/*', limit: '2mb' }), async (req, res) => {
  if (!await isGenuine(req)) {
    return res.status(401).send('Invalid signature');
  }
  const id = req.get('webhook-id');
  if (!seen.has(id)) {
    console.log(`processed ${id}`);
    seen.add(id);
  }
  res.status(200).send('OK');
});

async function isGenuine(req) {
  const digest = crypto.createHash('sha256').update(req.body).digest('base64');
  if (req.get('content-digest') !== `sha-256=:${digest}:`) {
    return false;
  }
  // the URL as the endpoint has it; behind a proxy, req knows only a part of it
  const origin = process.env.WEBHOOK_ORIGIN || `${req.protocol}://${req.get('host')}`;
  const message = { method: req.method, url: origin + req.originalUrl, headers: req.headers };
  try {
    return await httpbis.verifyMessage({
      keyLookup: ({ keyid }) => keyOf(keyid),
      requiredFields: COVERED,
      requiredParams: ['created', 'keyid'],
      tolerance: TOLERANCE_SECONDS,
      maxAge: 2 * TOLERANCE_SECONDS, // from `created` less the tolerance
    }, message) === true;
  } catch {
    return false;
  }
}

/** The set is fetched again for a new key, but at most once a minute, because anyone can invent a name. */
async function keyOf(kid) {
  if (!keys.some((key) => key.kid === kid) && Date.now() - fetchedAt > 60000) {
    fetchedAt = Date.now();
    keys = (await (await fetch(process.env.WEBHOOK_JWKS)).json()).keys;
  }
  const jwk = keys.find((key) => key.kid === kid);
  return jwk && { id: kid, algs: ['ed25519'],
    verify: createVerifier(crypto.createPublicKey({ key: jwk, format: 'jwk' }), 'ed25519') };
}

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
