/**
 * How Carillon says no: RFC 9457 documents. Comes in: exceptions of every kind, and request bodies, which are read
 * strictly here. Goes out: {@code application/problem+json} with a stable type, never HTML, never a stack trace. Must
 * not be here: knowledge of any resource.
 */
package io.carillon.problem;
