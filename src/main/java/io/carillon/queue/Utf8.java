package io.carillon.queue;

import io.carillon.platform.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Strict UTF-8: invalid bytes are rejected, not guessed or replaced. NUL is rejected as well. It is not a character of JSON or
 * XML, and indicates UTF-16 or UTF-32, which a parser would accept without question, counting positions differently.
 */
final class Utf8 {

    private Utf8() {
    }

    /** Throws unless {@code bytes} are UTF-8 without a NUL. */
    static void check(byte[] bytes) throws MalformedChanges {
        decode(bytes);
    }

    /**
     * The bytes of {@code text}. An unpaired surrogate, which UTF-8 cannot represent, becomes three bytes that
     * {@link #check} rejects, instead of a question mark that was never sent.
     */
    static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = Text.unpairedSurrogate(text, 0); i >= 0; i = Text.unpairedSurrogate(text, from)) {
            bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
            char c = text.charAt(i);
            bytes.writeBytes(new byte[] {(byte) (0xE0 | c >> 12), (byte) (0x80 | c >> 6 & 0x3F), (byte) (0x80 | c & 0x3F)});
            from = i + 1;
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** The text of {@code bytes}, including a byte order mark. */
    static String decode(byte[] bytes) throws MalformedChanges {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new MalformedChanges("is not UTF-8: the byte at " + in.position() + " does not start a character");
        }
        String text = out.flip().toString();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new MalformedChanges("is not text in UTF-8: the character at " + nul + " is NUL");
        }
        return text;
    }
}
