/**
 * Kills processes under load, and compares what receivers got with what was acknowledged: a ledger of changes, a model of the
 * webhooks that must follow, and disturbances of nodes, broker and database.
 */
package io.carillon.blackbox.crash;
