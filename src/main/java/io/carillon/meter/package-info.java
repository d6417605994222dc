/**
 * What Carillon counts and measures of itself. Comes in: one call where something happens, and levels that are sampled. Goes out:
 * {@code /metrics}. Must not be here: a statement, a lock on the way of a change, or a label with ever new values.
 */
package io.carillon.meter;
