/**
 * The demonstration mode, packed next to the service and not in its WAR. Comes in: the service's address and an operator key.
 * Goes out: a tenant set up over the public API, a trickle of sample changes, and a line on the terminal for each webhook that
 * its receiver checked. Must not be here: anything but the JDK, classes of other packages, or anything that could stop the
 * service.
 */
package io.carillon.demo;
