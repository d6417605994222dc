/**
 * Where many changes become one. Comes in: messages from the queue. Goes out, in one transaction each: raised buckets,
 * messages for instant endpoints, and rejected messages with a reason. Must not be here: the clock that closes buckets,
 * or anything of HTTP.
 */
package io.carillon.coalescing;
