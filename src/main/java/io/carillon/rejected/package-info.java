/**
 * Queue messages that could not be used. Comes in: a rejection with its reason and the original bytes. Goes out: rows that
 * operators can list, requeue and delete, one at a time or many as a job. Must not be here: the decision that a message is
 * rejected.
 */
package io.carillon.rejected;
