/**
 * Traces of changes for OpenTelemetry. Comes in: the steps of a change as they begin and end, and the {@code traceparent} of its
 * producer. Goes out: spans for a collector, and contexts for what is kept between two steps. Must not be here: what a step does,
 * and where its context is kept; other rooms do not use the library.
 */
package io.carillon.trace;
