package io.carillon.blackbox.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A place in the sources and what a mutation writes there instead.
 *
 * @param source the class, as a path below {@code io/carillon}
 * @param text   what the source contains exactly once
 */
record Edit(String source, String text, String instead) {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "carillon");

    /** How often the source contains the text. */
    int places() {
        return read().split(Pattern.quote(text), -1).length - 1;
    }

    String apply(String edited) {
        return edited.replace(text, instead);
    }

    Path file() {
        return SOURCES.resolve(source + ".java");
    }

    String read() {
        try {
            return Files.readString(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
