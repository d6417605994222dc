/**
 * The wire form of a change and its way over the JMS queue. Comes in: JSON from HTTP; JSON, XML or maps from JMS; changes to
 * be sent. Goes out: {@link io.carillon.queue.Change}s, or flaws with a reason and the place. Must not be here: the catalog,
 * the database, or any decision about what a change leads to.
 */
package io.carillon.queue;
