/** The crash harness with clocks that differ and step: those of the nodes and that of the database. */
package io.carillon.blackbox.crash.clock;
