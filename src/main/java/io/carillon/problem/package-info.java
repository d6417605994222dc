/**
 * Errors as RFC 9457 problem documents. Comes in: exceptions of every kind. Goes out: {@code application/problem+json} with a
 * stable type; never HTML, never a stack trace. Must not be here: knowledge of any resource.
 */
package io.carillon.problem;
