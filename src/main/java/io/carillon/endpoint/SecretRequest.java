package io.carillon.endpoint;

import io.carillon.json.JsonDocument;

/** The request for a rotation; {@code secret} is the new signing secret, or null for a random one. */
public record SecretRequest(String secret) implements JsonDocument {
}
