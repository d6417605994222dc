package io.carillon.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Encodes as opaque text the key after which the next page of a list begins. */
public final class Cursor {

    private Cursor() {
    }

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key in {@code cursor}, or {@code first} if there is no cursor.
     *
     * @throws IllegalArgumentException if {@link Page} did not create the cursor
     */
    public static String decode(String cursor, String first) {
        return cursor == null || cursor.isEmpty() ? first
                : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }
}
