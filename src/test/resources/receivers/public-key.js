const express = require('express');
const crypto = require('crypto');

const bytes = Buffer.from(process.env.WEBHOOK_PUBLIC_KEY.replace(/^whpk_/, ''), 'base64');
const key = crypto.createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') } });
const TOLERANCE_SECONDS = 300;
const seen = new Set(); // in production: a table with a unique column, kept for a week

const app = express();

app.post('/webhooks/trackscore', express.raw({ type: '*/*', limit: '2mb' }), (req, res) => {
  const id = req.get('webhook-id');
  if (!isGenuine(id, req.get('webhook-timestamp'), req.get('webhook-signature'), req.body)) {
    return res.status(401).send('Invalid signature');
  }
  if (!seen.has(id)) {
    console.log(`processed ${id}`);
    seen.add(id);
  }
  res.status(200).send('OK');
});

function isGenuine(id, timestamp, signatures, body) {
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!id || !signatures || !(age <= TOLERANCE_SECONDS)) {
    return false;
  }
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return signatures.split(' ').filter((one) => one.startsWith('v1a,'))
    .some((one) => crypto.verify(null, signed, key, Buffer.from(one.slice(4), 'base64')));
}

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
