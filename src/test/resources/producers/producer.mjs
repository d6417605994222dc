const CHANGES = process.env.CARILLON_URL + '/api/v1/changes';
const PAUSES = [1, 5, 30]; // seconds before each further attempt

/** Reports changes until they are accepted. Each has an id of its own, so that sending it again has no second effect. */
async function report(...changes) {
  for (let attempt = 0; ; attempt++) {
    const last = attempt === PAUSES.length;
    try {
      const answer = await fetch(CHANGES, {
        method: 'POST',
        headers: { Authorization: 'Bearer ' + process.env.CARILLON_KEY, 'Content-Type': 'application/json' },
        body: JSON.stringify(changes),
        signal: AbortSignal.timeout(20_000),
      });
      if (answer.ok) {
        return (await answer.json()).ids;
      }
      if (last || ![408, 429, 500, 503].includes(answer.status)) {
        console.error(await answer.text()); // the problem says what is wrong
        process.exit(1);
      }
    } catch (noAnswer) {
      if (last) {
        throw noAnswer;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSES[attempt] * 1000));
  }
}

console.log('accepted', await report({
  id: 'node-1', organizationId: 12345, eventType: 'team.updated', resourceId: 'ab9f4201', data: { name: 'Otters' },
}));
