/**
 * Removal of old rows. Comes in: the time and the configured ages. Goes out: requests to the packages that own the tables to
 * remove older rows. Must not be here: a statement on a table of another package.
 */
package io.carillon.retention;
