/**
 * What a node does now, for operators. Comes in: the time; questions of operators. Goes out: sampled metrics, heartbeats, and the
 * state of the service in plain sentences. It reads the tables of every package and writes its own only;
 * after the database's clock was set back, it asks the owners of planned times to move them. Must not be here: work
 * on a change or a delivery. No package uses it.
 */
package io.carillon.monitor;
