/**
 * The tests of the running service. They use HTTP and the broker's protocols, take their addresses from the process that
 * they start, and import no class of Carillon. Test names say what a user needs; waiting is polling with a deadline.
 */
package io.carillon.blackbox;
