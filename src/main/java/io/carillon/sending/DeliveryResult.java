package io.carillon.sending;

import java.time.Duration;
import java.time.Instant;

/** What came of one attempt. Every attempt has one; a receiver's error is a result, not an exception. */
public sealed interface DeliveryResult {

    /** When the attempt began. */
    Instant startedAt();

    /** How long it took, in milliseconds. */
    int millis();

    /**
     * The receiver answered.
     *
     * @param retryAfter how long it asks to be left alone; null when it does not
     * @param body       the first 16 KB of the answer, read as UTF-8
     */
    record Answered(Instant startedAt, int millis, int status, Duration retryAfter, String body)
            implements DeliveryResult {
    }

    /** No usable answer came; the receiver may or may not have read the request. */
    record NoAnswer(Instant startedAt, int millis, Reason reason, String detail) implements DeliveryResult {
    }

    /** The address is one that webhooks must not reach; no connection was opened. */
    record Refused(Instant startedAt, int millis, String detail) implements DeliveryResult {
    }

    /** Why no answer came. */
    enum Reason {
        /** The name does not resolve. */
        UNKNOWN_HOST,
        /** This node reaches no name service, so it cannot resolve any name. */
        NO_NAME_SERVICE,
        /** This node has no way to that network. */
        NO_NETWORK,
        /** No connection could be opened. */
        NOT_CONNECTED,
        /** The certificate or the TLS handshake was wrong. */
        TLS,
        /** The total deadline passed. */
        TIMEOUT,
        /** The connection broke, or what came was not HTTP. */
        BROKEN;

        /** Whether it lies with this node and says nothing about the receiver. */
        public boolean isOurs() {
            return this == NO_NAME_SERVICE || this == NO_NETWORK;
        }
    }
}
