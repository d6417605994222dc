package io.carillon.poll;

import io.carillon.json.JsonDocument;
import java.util.List;

/**
 * The answer to a poll.
 *
 * @param items the messages, in their order
 * @param next  {@code after} of the next poll, also if there are no messages
 * @param done  whether there were no more messages
 */
public record PollDocument(List<PolledMessageDocument> items, String next, boolean done) implements JsonDocument {
}
