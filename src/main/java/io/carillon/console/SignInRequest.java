package io.carillon.console;

import io.carillon.json.JsonDocument;

/**
 * The body of {@code POST /console/session}.
 *
 * @param key an API key
 */
record SignInRequest(String key) implements JsonDocument {
}
