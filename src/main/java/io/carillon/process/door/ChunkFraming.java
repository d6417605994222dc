package io.carillon.process.door;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Buffer;

/**
 * What surrounds the data of a chunked body (RFC 9112, section 7.1), read byte by byte: the size of each chunk with its
 * extensions, the end of its data, and the trailer. Extensions and trailers mean nothing to this service.
 */
final class ChunkFraming {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[^\"\\\\\\p{Cntrl}]|\t|\\\\[^\\p{Cntrl}])*+\"";
    private static final Pattern SIZE_LINE = Pattern.compile("([0-9A-Fa-f]{1,15}+)(?:[ \t]*+;[ \t]*+" + TOKEN
            + "(?:[ \t]*+=[ \t]*+(?:" + TOKEN + "|" + QUOTED + "))?+)*+\r\n");
    private static final Pattern TRAILER_LINE = Pattern.compile(TOKEN + ":[^\r\n\0]*+\r\n");
    private static final String END_OF_LINE = "\r\n";
    private static final int LONGEST_LINE = 256;
    private static final int LONGEST_TRAILER = 8_192;

    private enum Part { SIZE, DATA, END_OF_DATA, TRAILER, END }

    private final StringBuilder line = new StringBuilder();
    private Part part = Part.SIZE;
    private long missing;
    private int trailer;

    /** Reads to the data of the next chunk, to the end of the body or to the end of {@code input}. */
    void read(Buffer input) {
        while (part != Part.DATA && part != Part.END && input.hasRemaining()) {
            char next = (char) (input.get() & 0xff);
            line.append(next);
            if (next == '\n') {
                part = after(line.toString());
                line.setLength(0);
            } else {
                require(line.length() < (part == Part.TRAILER ? LONGEST_TRAILER : LONGEST_LINE));
            }
        }
    }

    /** Whether the body is complete. */
    boolean isEnd() {
        return part == Part.END;
    }

    /** How many of the next {@code available} bytes are data of this chunk; they are taken for read. */
    int take(int available) {
        if (part != Part.DATA) {
            return 0;
        }
        int length = (int) Math.min(available, missing);
        missing -= length;
        if (missing == 0) {
            part = Part.END_OF_DATA;
        }
        return length;
    }

    private Part after(String read) {
        return switch (part) {
            case SIZE -> afterSize(read);
            case END_OF_DATA -> {
                require(read.equals(END_OF_LINE));
                yield Part.SIZE;
            }
            default -> afterTrailer(read);
        };
    }

    private Part afterSize(String read) {
        Matcher size = SIZE_LINE.matcher(read);
        require(size.matches());
        missing = Long.parseLong(size.group(1), 16);
        return missing == 0 ? Part.TRAILER : Part.DATA;
    }

    private Part afterTrailer(String read) {
        if (read.equals(END_OF_LINE)) {
            return Part.END;
        }
        trailer += read.length();
        require(trailer < LONGEST_TRAILER && TRAILER_LINE.matcher(read).matches());
        return Part.TRAILER;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw Refusal.malformed("The chunks of the body are malformed.");
        }
    }
}
