/**
 * The fuzz of the queue: generators of messages for each protocol, each message with what must become of it, and the account
 * that is settled when all are sent. Comes in: a seed, and the number of messages. Must not be here: a class of Carillon.
 */
package io.carillon.blackbox.fuzz;
