const express = require('express');
const crypto = require('crypto');

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
const TOLERANCE_SECONDS = 300;
const seen = new Set(); // in production: a table with a unique column, kept for a week

const app = express();

app.post('/webhooks/trackscore', express.raw({ type: '*/*', limit: '2mb' }), (req, res) => {
  const id = req.get('webhook-id');
  if (!isGenuine(id, req.get('webhook-timestamp'), req.get('webhook-signature'), req.body)) {
    return res.status(401).send('Invalid signature');
  }
  if (!seen.has(id)) {
    handle(JSON.parse(req.body));
    seen.add(id);
  }
  res.status(200).send('OK');
});

function isGenuine(id, timestamp, signatures, body) {
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!id || !signatures || !(age <= TOLERANCE_SECONDS)) {
    return false;
  }
  const expected = crypto.createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && crypto.timingSafeEqual(given, expected);
  });
}

function handle(event) {
  console.log(`processed ${event.id} ${event.type}`);
  // Your business logic here
}

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
