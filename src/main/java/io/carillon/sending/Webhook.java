package io.carillon.sending;

import io.carillon.endpoint.BodyTemplate;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.Format;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import io.carillon.message.Message;
import java.util.Map;

/**
 * One attempt to make.
 *
 * @param attempt     counts from 1
 * @param credentials what signs it
 */
public record Webhook(Message message, Target target, int attempt, Credentials credentials) {

    /** The same without credentials, which gets no signatures. */
    public Webhook unsigned() {
        return new Webhook(message, target, attempt, Credentials.NONE);
    }

    /**
     * Where to send it, in which format, and what opens the receiver.
     *
     * @param url      null if the receiver polls
     * @param template null unless the format needs one
     * @param form     how the request looks
     * @param headers  the owner's
     */
    public record Target(String url, Format format, BodyTemplate template, RequestForm form, Map<String, String> headers,
            ReceiverAccess access) {

        /** The target that {@code endpoint} configures, with its decrypted {@code headers} and {@code access}. */
        public static Target of(Endpoint endpoint, Map<String, String> headers, ReceiverAccess access) {
            return new Target(endpoint.url(), endpoint.format(), endpoint.template(), endpoint.form(), headers, access);
        }
    }
}
