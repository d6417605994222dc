/**
 * The benchmark. A {@link io.carillon.benchmark.Station} measures one rate or latency of the running service, the reference
 * that it is compared with (a no-op, the plain client, plain SQL), and the processor time, statements and log bytes of each
 * change or delivery. {@code mvn verify -Pbenchmark} runs the stations on PostgreSQL, some on H2 too, and writes
 * {@code target/benchmark.md}; {@code src/docs/performance.md} explains how to read it. Tests of this package check the
 * arithmetic and the ledger, not the figures.
 */
package io.carillon.benchmark;
