/**
 * Which network addresses outgoing connections may use. Comes in: a URL or a resolved address. Goes out: a verdict with its
 * reason. Must not be here: name look-ups or connections.
 */
package io.carillon.address;
