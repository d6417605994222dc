package io.carillon.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Encodes as opaque text the key after which the next page of a list begins. A checksum of the list and the key comes first, so
 * that text that is not a cursor of this list is noticed; it is no protection against forged cursors, which would do no harm.
 */
public final class Cursor {

    private Cursor() {
    }

    /** The cursor of {@code key} in {@code list}. */
    public static String encode(String list, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(checksum(list, key)).put(bytes).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * The key in {@code cursor}.
     *
     * @throws IllegalArgumentException if {@link #encode} did not create the cursor for {@code list}
     */
    public static String decode(String list, String cursor) {
        ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        if (all.remaining() < Integer.BYTES) {
            throw new IllegalArgumentException("too short");
        }
        int checksum = all.getInt();
        String key = StandardCharsets.UTF_8.decode(all).toString();
        if (checksum != checksum(list, key)) {
            throw new IllegalArgumentException("wrong checksum");
        }
        return key;
    }

    private static int checksum(String list, String key) {
        CRC32 crc = new CRC32();
        crc.update((list + "\n" + key).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
