/**
 * Counts of what happened, for each minute and hour. Comes in: attempts, skipped deliveries and changes, once they are committed.
 * Goes out: their sums as series of time. Must not be here: who may see them, and a statement for a change or a delivery.
 */
package io.carillon.statistics;
