package io.carillon.console;

import io.carillon.json.JsonDocument;
import java.net.URI;

/**
 * What a person who signs out, and has signed in with the provider, can do next.
 *
 * @param providerUrl the page that signs the person out of the provider
 */
record SignedOutDocument(URI providerUrl) implements JsonDocument {
}
