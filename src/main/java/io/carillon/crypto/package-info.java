/**
 * Encryption at rest and digests. Comes in: plain text and the row it belongs to. Goes out: ciphertext bound to that row, and
 * seals that only this installation can make. Must not be here: what is encrypted, or where it is stored.
 */
package io.carillon.crypto;
