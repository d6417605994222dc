package io.carillon.coalescing;

/**
 * Why a message or a part of it is not used.
 *
 * @param reason  stable and machine-readable
 * @param pointer the place, or empty for the whole
 * @param detail  what is wrong there
 * @param body    the part, exactly as it came
 */
record Rejection(String reason, String pointer, String detail, byte[] body) {
}
