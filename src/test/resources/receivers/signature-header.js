const express = require('express');
const crypto = require('crypto');

const TOLERANCE_SECONDS = 300;

const app = express();

app.post('/webhooks/trackscore', express.raw({ type: '*/*', limit: '2mb' }), (req, res) => {
  res.sendStatus(isGenuine(req.get('x-convoy-signature'), req.body) ? 200 : 401);
});

function isGenuine(header, body) {
  const [, timestamp, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) || [];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) {
    return false;
  }
  const hmac = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET).update(`${timestamp},`).update(body).digest();
  return crypto.timingSafeEqual(hmac, Buffer.from(hex, 'hex'));
}

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
