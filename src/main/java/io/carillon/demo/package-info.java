/**
 * The demonstration mode, packed beside the service and not into it. Comes in: the service's address and an operator
 * key. Goes out: a tenant set up over the public API, a trickle of sample changes, and a line on the terminal for each
 * webhook that its receiver checked. Must not be here: anything but the JDK, any other component's class, anything
 * that could stop the service.
 */
package io.carillon.demo;
