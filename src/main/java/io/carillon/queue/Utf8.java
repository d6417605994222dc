package io.carillon.queue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text that came as bytes. It must be UTF-8 to the letter: nothing is guessed and nothing replaced. A NUL is no character
 * of JSON or XML; in bytes it betrays UTF-16 or UTF-32, which a parser would take for granted and count differently.
 */
final class Utf8 {

    private Utf8() {
    }

    /** Throws unless {@code bytes} are UTF-8 without a NUL. */
    static void check(byte[] bytes) throws MalformedChanges {
        decode(bytes);
    }

    /** The text of {@code bytes}, with its byte order mark if it has one. */
    static String decode(byte[] bytes) throws MalformedChanges {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new MalformedChanges("is not UTF-8: the byte at " + in.position() + " begins no character");
        }
        String text = out.flip().toString();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new MalformedChanges("is not text in UTF-8: the character at " + nul + " is NUL");
        }
        return text;
    }
}
