package io.carillon.source;

import java.util.Base64;
import java.util.HexFormat;

/** How a signature is written in its header. */
public enum SignatureEncoding {
    /** Hexadecimal digits in any case. */
    HEX {
        @Override
        byte[] decode(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    /** Base64 with the usual alphabet. */
    BASE64 {
        @Override
        byte[] decode(String text) {
            return Base64.getDecoder().decode(text);
        }
    };

    /**
     * The bytes that {@code text} stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    abstract byte[] decode(String text);
}
