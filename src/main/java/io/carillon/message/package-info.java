/**
 * What is to be told, and to whom. Comes in: announcements of closed buckets and instant changes. Goes out: a
 * {@link io.carillon.message.Message} row with one {@link io.carillon.message.Delivery} row for each endpoint, written in
 * the caller's transaction. Must not be here: why it is told, or how it is sent.
 */
package io.carillon.message;
