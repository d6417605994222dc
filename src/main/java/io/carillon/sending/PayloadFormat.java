package io.carillon.sending;

import io.carillon.endpoint.Format;
import java.util.Map;

/**
 * The body and headers of webhooks in one {@link Format}, and which responses mean success. To add a format, add a class like
 * this, a constant of {@code Format} and a line in {@code src/docs/receiving-webhooks.md}; {@link PayloadFormats} finds the
 * class.
 */
public interface PayloadFormat {

    /** The constant with which endpoints choose this format; only one class may return it. */
    Format format();

    /** The value of {@code Content-Type}. */
    String mediaType(Webhook webhook);

    /** Headers that this format adds. They replace the owner's headers of the same name, ignoring case. */
    default Map<String, String> headers(Webhook webhook) {
        return Map.of();
    }

    /**
     * The body of one attempt in UTF-8; the same attempt always has the same bytes. JSON must be canonical, unless
     * the owner designs it: exactly what
     * ECMAScript's {@code JSON.stringify(JSON.parse(body))} returns, because receivers that follow the TrackScore document
     * compute the signature over that text.
     */
    byte[] body(Webhook webhook);

    /** Whether {@code status} means that the receiver accepted the message: any 2xx, unless the format says otherwise. */
    default boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }
}
