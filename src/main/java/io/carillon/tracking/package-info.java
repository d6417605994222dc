/**
 * The outcome of every delivery. Comes in: the result of an attempt. Goes out: the attempt log, the delivery's next state or
 * next attempt, the endpoint's health, and the resources that show them. Must not be here: the sending itself.
 */
package io.carillon.tracking;
