/**
 * The benchmark: how fast the running service is, how near that is to the limits of what it is made of, and what a change
 * and a delivery cost. {@code mvn verify -Pbenchmark} writes the table; {@code src/docs/performance.md} says how to read it.
 */
package io.carillon.benchmark;
