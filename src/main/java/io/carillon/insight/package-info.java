/**
 * Answers what became of changes and why a webhook did not arrive. Comes in: questions about an object, a change or a message.
 * Goes out: verdicts, from what all the other rooms have stored. Must not be here: anything that writes. Nobody uses this room.
 */
package io.carillon.insight;
