/**
 * Removal of old rows. Comes in: the time and the configured ages. Goes out: requests to the rooms that own the tables to
 * remove what is older. Must not be here: a table of another room in a statement.
 */
package io.carillon.retention;
