/**
 * Schemas of data: JSON Schema 2020-12. Comes in: a schema, and the data of changes. Goes out: every
 * {@link io.carillon.json.Flaw} of the schema, every violation of the data, and an example of what the schema describes. Must not
 * be here: who has a schema, or what follows from a violation.
 */
package io.carillon.schema;
