const express = require('express');
const crypto = require('crypto');

const app = express();
app.use(express.json());

// Webhook endpoint
app.post('/webhooks/trackscore', (req, res) => {
  const signature = req.headers['x-trackscore-signature'];
  const payload = JSON.stringify(req.body);

  // Verify webhook signature
  const expectedSignature = crypto
    .createHmac('sha256', process.env.WEBHOOK_SECRET)
    .update(payload)
    .digest('hex');

  if (signature !== `sha256=${expectedSignature}`) {
    return res.status(401).send('Invalid signature');
  }

  // Process the webhook
  const event = req.body;

  switch (event.type) {
    case 'score.updated':
      handleScoreUpdate(event.data);
      break;
    case 'leaderboard.created':
      handleNewLeaderboard(event.data);
      break;
    case 'participant.added':
      handleNewParticipant(event.data);
      break;
    default:
      console.log(`Unhandled event type: ${event.type}`);
  }

  res.status(200).send('OK');
});

function handleScoreUpdate(data) {
  console.log(`Score updated: ${data.participant_id} now has ${data.new_score} points`);
  // Your business logic here
}

app.listen(3000, () => {
  console.log('Webhook server listening on port 3000');
});
