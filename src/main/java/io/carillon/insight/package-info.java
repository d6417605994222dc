/**
 * Answers what became of changes, why a webhook did not arrive, and what happens now. Comes in: questions about
 * an object, a change or a message, and texts to search. Goes out: verdicts, hits and streams, from what all the
 * other rooms have stored. Must not be here: anything that writes. No other room uses this one.
 */
package io.carillon.insight;
