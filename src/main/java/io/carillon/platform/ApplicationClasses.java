package io.carillon.platform;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Loads the classes of the application before they are needed. If the file of a class cannot be opened when the class is needed
 * for the first time, it is missing there until the process ends.
 */
final class ApplicationClasses {

    private static final String SUFFIX = ".class";
    private static final String APPLICATION = "io.carillon";

    private ApplicationClasses() {
    }

    /** Loads those in the folder from which this one was loaded; how many there are. Without effect if it is in an archive. */
    static int load() {
        URL own = ApplicationClasses.class.getResource(ApplicationClasses.class.getSimpleName() + SUFFIX);
        if (own == null || !own.getProtocol().equals("file")) {
            return 0;
        }
        try {
            Path root = Path.of(own.toURI()).getParent().getParent();
            try (Stream<Path> files = Files.walk(root)) {
                return (int) files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(SUFFIX))
                        .filter(ApplicationClasses::load).count();
            }
        } catch (IOException | URISyntaxException e) {
            return 0;
        }
    }

    /** Whether the class of this file can be loaded; what needs a library that is not there cannot. */
    private static boolean load(String file) {
        String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.').replace('\\', '.');
        try {
            Class.forName(APPLICATION + '.' + name, false, ApplicationClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
