package io.carillon.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The result of one attempt. Every attempt has one; a receiver's error is a result, not an exception. */
public sealed interface DeliveryResult {

    /** When the attempt started. */
    Instant startedAt();

    /** How long it took, in milliseconds. */
    int millis();

    /** How long the receiver asks to be left alone, by all deliveries; empty when it does not. */
    default Optional<Duration> pause() {
        return Optional.empty();
    }

    /**
     * The receiver responded.
     *
     * @param retryAfter how long it asks Carillon to wait; null when it does not ask
     * @param body       the first 16 KB of the response, as text
     * @param note       what is wrong with the response, although its status counts; null when nothing is
     * @param headers    those that may say why it is not a 200; empty for a 200
     */
    record Answered(Instant startedAt, int millis, int status, Duration retryAfter, String body, String note,
            Map<String, String> headers) implements DeliveryResult {

        private static final int TOO_MANY_REQUESTS = 429;
        private static final int UNAVAILABLE = 503;
        private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

        /**
         * How long nothing is to be sent to the endpoint: as long as a 429 or a 503 asks, or five seconds if a 429 does not say;
         * empty when the response does not ask for a pause.
         */
        @Override
        public Optional<Duration> pause() {
            Optional<Duration> asked = Optional.ofNullable(retryAfter);
            if (status == TOO_MANY_REQUESTS) {
                return asked.or(() -> Optional.of(SHORT_PAUSE)).filter(wait -> !wait.isZero());
            }
            return asked.filter(wait -> status == UNAVAILABLE && !wait.isZero());
        }
    }

    /** There was no usable response; the receiver may or may not have read the request. */
    record NoAnswer(Instant startedAt, int millis, Reason reason, String detail) implements DeliveryResult {
    }

    /** Webhooks must not reach the address; no connection was opened. */
    record Refused(Instant startedAt, int millis, String detail) implements DeliveryResult {
    }

    /** Why there was no response. */
    enum Reason {
        /** The name does not resolve. */
        UNKNOWN_HOST,
        /** This node cannot reach a name service, so it cannot resolve any name. */
        NO_NAME_SERVICE,
        /** This node has no route to the receiver's network. */
        NO_NETWORK,
        /** The outgoing proxy could not be reached, or opened no connection. */
        PROXY,
        /** No connection could be opened. */
        NOT_CONNECTED,
        /** The certificate is invalid or the TLS handshake failed. */
        TLS,
        /** The signing secret cannot be decrypted, so nothing was sent. */
        NO_SECRET,
        /** The token endpoint gave no token, so nothing was sent. */
        NO_TOKEN,
        /** The template of the endpoint could not be filled, so nothing was sent. */
        TEMPLATE,
        /** The total deadline passed. */
        TIMEOUT,
        /** The connection broke, or the response was not HTTP. */
        BROKEN;

        /** Whether the cause is this node, so that the result says nothing about the receiver. */
        public boolean isOurs() {
            return this == NO_NAME_SERVICE || this == NO_NETWORK || this == PROXY || this == NO_SECRET;
        }
    }
}
