package io.carillon.sending;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One way to authenticate an attempt to its receiver: headers computed from its content and the endpoint's signing secrets. */
interface Authentication {

    /**
     * Returns the headers of one attempt, in the order in which they are set.
     *
     * @param id      the message's id
     * @param now     the time of sending
     * @param body    the bytes to send
     * @param secrets the signing secrets in force; only the first one signs a header that has room for one signature
     */
    Map<String, String> headers(String id, Instant now, byte[] body, List<String> secrets);

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
