/**
 * Messages and their deliveries. Comes in: announcements with their subscribers. Goes out: a {@link io.carillon.message.Message}
 * row and a {@link io.carillon.message.Delivery} row for each endpoint, written in the caller's transaction; due deliveries. Must
 * not be here: why something is announced, or how it is sent.
 */
package io.carillon.message;
