package io.carillon.sending;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One way in which an attempt proves its origin: headers made of its content and the endpoint's signing secrets. */
interface Authentication {

    /**
     * The headers of one attempt, in their order.
     *
     * @param id      the message's id
     * @param now     when it is sent
     * @param body    the bytes that are sent
     * @param secrets the signing secrets in force; the first one signs where there is room for one signature only
     */
    Map<String, String> headers(String id, Instant now, byte[] body, List<String> secrets);

    /** The HMAC-SHA256 of {@code parts}, one after the other. */
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
