package io.carillon.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the console as they are in the repository. */
final class ConsoleAssets {

    static final Path FOLDER = Path.of("src/main/webapp/console/assets");

    private ConsoleAssets() {
    }

    /** All files whose names end with {@code suffix}. */
    static List<Path> files(String suffix) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a language by their keys. */
    static JsonNode catalog(String language) {
        try {
            return new ObjectMapper().readTree(FOLDER.resolve("i18n/" + language + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
