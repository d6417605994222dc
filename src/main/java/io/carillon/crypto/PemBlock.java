package io.carillon.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A block of a PEM text (RFC 7468).
 *
 * @param label what the block says it holds, such as {@code CERTIFICATE}
 * @param text  what is between its first and its last line
 */
record PemBlock(String label, String text) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The blocks of {@code pem}, in their order; text around them is ignored. */
    static List<PemBlock> of(String pem) throws UnreadablePem {
        if (pem.indexOf('\0') >= 0) {
            throw new UnreadablePem("contains the character NUL");
        }
        List<PemBlock> blocks = new ArrayList<>();
        int begin = pem.indexOf(BEGIN);
        while (begin >= 0) {
            int label = begin + BEGIN.length();
            int text = pem.indexOf(DASHES, label);
            String name = text < 0 ? "" : pem.substring(label, text);
            int end = pem.indexOf(END + name + DASHES, label);
            if (text < 0 || end < text) {
                throw new UnreadablePem("has a PEM block without its last line");
            }
            blocks.add(new PemBlock(name, pem.substring(text + DASHES.length(), end)));
            begin = pem.indexOf(BEGIN, end);
        }
        return blocks;
    }

    byte[] bytes() throws UnreadablePem {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadablePem("has a PEM block that is not base64");
        }
    }
}
