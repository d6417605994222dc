/**
 * Where many changes become one. Comes in: messages from the queue and its dead letters. Goes out, in one transaction each:
 * raised buckets, messages for instant endpoints, and rejected messages with a reason, which can be listed, put back and
 * removed. Must not be here: the clock that closes buckets, or the sending of anything.
 */
package io.carillon.coalescing;
