/**
 * The wire format of changes, and their way over the JMS queue. Comes in: JSON and CloudEvents from HTTP; these, XML or maps
 * from JMS; changes to send. Goes out: {@link io.carillon.queue.Change}s, or flaws with a reason and a position. Must not be
 * here: the catalog, the database, or any decision about the effect of a change.
 */
package io.carillon.queue;
