/**
 * What could not be used: queue messages, and requests that were refused over HTTP. Comes in: a rejection with its reason and the
 * original bytes, or a refusal. Goes out: rows that operators can list, requeue and delete, one at a time or many as a job, and
 * counts of refusals with samples. Must not be here: the decision that something is rejected or refused.
 */
package io.carillon.rejected;
