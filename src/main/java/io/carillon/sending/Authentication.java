package io.carillon.sending;

import io.carillon.endpoint.Credentials;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

    /** The HMAC-SHA256 of the concatenated {@code parts}. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
