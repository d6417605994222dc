package io.carillon.json;

/**
 * Marks what resources take and give as JSON bodies. JAX-RS picks the reader and writer that are declared for the nearest
 * type, so that marked types never fall to the server's own, lenient binding.
 */
public interface JsonDocument {
}
