package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the system that tests use where they are installed. */
final class Programs {

    private Programs() {
    }

    /** Whether all of these are on the search path. */
    static boolean areInstalled(String... names) {
        return Stream.of(names).allMatch(name -> Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Path.of(folder, name).toFile().canExecute()));
    }

    /** Starts a program that refuses to run as root: in a user namespace of its own, it is not. */
    static Process unprivileged(Path log, String... command) {
        boolean isRoot = System.getProperty("user.name").equals("root");
        List<String> words = new ArrayList<>(isRoot ? List.of("unshare", "-U") : List.of());
        words.addAll(List.of(command));
        try {
            return new ProcessBuilder(words).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
