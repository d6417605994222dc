/**
 * The suite over a running service: it speaks HTTP and JMS, takes its addresses from the process it starts, and imports
 * none of our classes. Scenarios are named by what a user wants; waiting is polling with a deadline.
 */
package io.carillon.blackbox;
