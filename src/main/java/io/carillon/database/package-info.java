/**
 * The only access to the tables: connections of the caller's transaction, SQL statements, migrations, database health. Comes
 * in: SQL with its values, and entities. Goes out: rows. Must not be here: the name of any table.
 */
package io.carillon.database;
