package io.carillon.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The opaque form of the key after which the next page of a list begins. */
public final class Cursor {

    private Cursor() {
    }

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key inside {@code cursor}, or {@code first} when there is no cursor.
     *
     * @throws IllegalArgumentException when it was not made by {@link Page}
     */
    public static String decode(String cursor, String first) {
        return cursor == null || cursor.isEmpty() ? first
                : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }
}
