package io.carillon.messages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that people have approved and that is kept as a file, so that every change of it is seen in review. With
 * {@code -Dapproved.write=true}, the file becomes what the program says now.
 */
public final class Approved {

    private static final Path FOLDER = Path.of("src/test/resources/messages");

    private Approved() {
    }

    /** Compares {@code text} with the file {@code name}. */
    public static void check(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("approved.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat("the text of " + file + "; after a change, approve it with -Dapproved.write=true", text,
                    is(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
