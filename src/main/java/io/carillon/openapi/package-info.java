/**
 * The description of the HTTP API. In: the resources with their annotations and comments, and {@code vocabulary.json}. Out:
 * {@code /openapi}. All but the servlet runs at build time and is not in the WAR. Not here: what operations do.
 */
package io.carillon.openapi;
