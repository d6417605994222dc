/**
 * Answers what became of changes, why a webhook did not arrive, who subscribes, and what happens now. Comes in: questions about
 * an object, a change, a message, a type or a period, and texts to search. Goes out: verdicts, lists, hits, numbers and streams,
 * from what all the other rooms have stored. Must not be here: anything that writes. No other room uses this one.
 */
package io.carillon.insight;
