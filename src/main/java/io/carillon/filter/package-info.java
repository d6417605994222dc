/**
 * Filters on the content of changes: expressions in JSON. Comes in: the text of a filter, and changes. Goes out: whether a change
 * passes, and where it does not; or every {@link io.carillon.json.Flaw} of the filter. Must not be here: who has a filter, or
 * what follows from a verdict.
 */
package io.carillon.filter;
