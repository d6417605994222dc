package io.carillon.foreign;

/**
 * A part of the document of another service.
 *
 * @param pointer where it is
 */
record Placed<T>(String pointer, T value) {
}
