package io.carillon.sending;

import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.Format;
import io.carillon.message.Message;
import java.util.List;
import java.util.Map;

/**
 * One attempt that is to be made.
 *
 * @param attempt counts from 1
 * @param secrets the signing secrets as shown to the owner; the first one alone signs the header that has room for one
 */
public record Webhook(Message message, Target target, int attempt, List<String> secrets) {

    /** Where it goes and in which form; {@code headers} are the owner's own. */
    public record Target(String url, Format format, Map<String, String> headers) {

        /** What {@code endpoint} says. */
        public static Target of(Endpoint endpoint) {
            return new Target(endpoint.url(), endpoint.format(), endpoint.headers());
        }
    }
}
