/**
 * Answers to what happened and what happens now. Comes in: what every station of a change has stored. Goes out: what became of a
 * change, and deliveries as they happen. Must not be here: anything that changes a station.
 */
package io.carillon.insight;
