/**
 * Small tools that any Java service needs: clock, ids, log lines, enum names, group commit. Comes in: nothing. Goes out:
 * values and small beans. Must not be here: anything that knows the product, the database, JSON or HTTP.
 */
package io.carillon.platform;
