package io.carillon.sending;

import io.carillon.endpoint.Credentials;
import java.time.Instant;
import java.util.Map;

/** One way to authenticate an attempt to its receiver: headers computed from its content and the endpoint's credentials. */
interface Authentication {

    /**
     * Returns the headers of one attempt, in the order in which they are set; none if the endpoint does not choose to be
     * authenticated to in this way.
     */
    Map<String, String> headers(Unsigned unsigned, Credentials credentials);

    /**
     * What is signed.
     *
     * @param id      the message's id
     * @param time    the time of sending
     * @param request without signatures
     */
    record Unsigned(String id, Instant time, WebhookRequest request) {

        /** The time in seconds, as headers have it. */
        String timestamp() {
            return String.valueOf(time.getEpochSecond());
        }
    }
}
