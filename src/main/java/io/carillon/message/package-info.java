/**
 * Messages and their recipients. Comes in: announcements of closed buckets and instant changes. Goes out: a
 * {@link io.carillon.message.Message} row with one {@link io.carillon.message.Delivery} row for each endpoint, written in the
 * caller's transaction. Must not be here: the reason for an announcement, or how it is sent.
 */
package io.carillon.message;
