/**
 * Checks the checker of the crash harness: puts errors into a running service, one at a time; the harness has to find each. In
 * come edits of the sources; out goes the sentence of the model that names the error.
 */
package io.carillon.blackbox.mutation;
