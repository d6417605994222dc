/**
 * Combines changes into announcements. Comes in: messages from the queue, and dead letters that are tried once more. Goes out,
 * in one transaction: raised buckets, messages for instant endpoints, and rejections with a reason. Must not be here: the timer
 * that closes buckets, or the sending of anything.
 */
package io.carillon.coalescing;
