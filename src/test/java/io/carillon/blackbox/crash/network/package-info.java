/**
 * The crash harness with a bad network. Each node reaches broker and database through a {@link Link} of its own, which delays,
 * swallows or breaks what passes; where {@code tc} may be used, the kernel drops packets of it.
 */
package io.carillon.blackbox.crash.network;
