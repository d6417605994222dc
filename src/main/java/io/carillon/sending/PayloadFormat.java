package io.carillon.sending;

import io.carillon.endpoint.Format;
import java.util.Map;

/**
 * How webhooks of one {@link Format} look and which answers are success. A new format is a class like this, a constant of
 * {@code Format} and a line in {@code src/docs/receiving-webhooks.md}; {@link PayloadFormats} finds the class.
 */
public interface PayloadFormat {

    /** The constant by which endpoints choose this format; no other class has the same. */
    Format format();

    /** The value of {@code Content-Type}. */
    String mediaType();

    /** Headers that this format adds. They replace the owner's headers of the same name, whatever their case. */
    default Map<String, String> headers(Webhook webhook) {
        return Map.of();
    }

    /**
     * The body of one attempt in UTF-8; a repeat of the same attempt has the same bytes. JSON must be canonical: byte for
     * byte what ECMAScript's {@code JSON.stringify(JSON.parse(body))} returns, because the TrackScore document's receiver
     * signs that.
     */
    byte[] body(Webhook webhook);

    /** Whether a receiver that answered {@code status} has taken the message. */
    boolean isSuccess(int status);
}
