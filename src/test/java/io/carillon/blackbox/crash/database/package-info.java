/**
 * The crash harness with a PostgreSQL as production runs it: a standby that is promoted, connections that are terminated, a
 * pooler in front, Patroni.
 */
package io.carillon.blackbox.crash.database;
