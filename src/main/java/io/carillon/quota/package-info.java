/**
 * How many changes organizations have reported today. Comes in: changes over HTTP before they are accepted, and those from the
 * queue once they are committed. Goes out: whether an organization may report more. Must not be here: what a change says, and
 * the rate of a caller.
 */
package io.carillon.quota;
