/**
 * Encryption at rest, digests and key pairs. Comes in: plain text and the row it belongs to. Goes out: ciphertext bound to that
 * row, and seals and signatures that only this installation can create. Must not be here: the meaning of the encrypted text, or
 * where it is stored.
 */
package io.carillon.crypto;
