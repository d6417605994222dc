package io.carillon.json;

/**
 * Marks the types that resources accept and return as JSON bodies. JAX-RS picks the reader and writer declared for the nearest
 * type, so marked types never use the server's own, lenient binding.
 */
public interface JsonDocument {
}
