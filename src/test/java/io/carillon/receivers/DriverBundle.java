package io.carillon.receivers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Playwright's driver for this platform, which contains a Node. Maven fetches the bundle of all platforms from the registry
 * that it is configured for.
 */
public final class DriverBundle {

    private static final String BUNDLE = "com.microsoft.playwright:driver-bundle:1.60.0";

    private DriverBundle() {
    }

    /** Unpacks the driver to {@code folder}, unless it is there: {@code node} and {@code package/cli.js}. */
    public static synchronized Path unpackedTo(Path folder) {
        if (!Files.exists(folder.resolve("package/cli.js"))) {
            unpack(folder, "");
        }
        return folder;
    }

    /** Unpacks Node alone to {@code folder} and returns the program. */
    public static synchronized Path nodeIn(Path folder) {
        Path node = folder.resolve("node");
        if (!Files.exists(node)) {
            unpack(folder, "node");
        }
        return node;
    }

    private static void unpack(Path folder, String part) {
        try {
            Files.createDirectories(folder);
            Command.maven(Path.of("").toAbsolutePath(), "dependency:copy", "-Dartifact=" + BUNDLE, "-Dmdep.stripVersion=true",
                    "-DoutputDirectory=" + folder);
            Path bundle = folder.resolve("driver-bundle.jar");
            try (FileSystem files = FileSystems.newFileSystem(bundle)) {
                copy(files.getPath("driver", platform()), part, folder);
            }
            Files.delete(bundle);
            if (!folder.resolve("node").toFile().setExecutable(true)) {
                throw new IllegalStateException("cannot make " + folder.resolve("node") + " executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path root, String part, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(part.isEmpty() ? root : root.resolve(part))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = folder.resolve(root.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return (os.contains("mac") ? "mac" : "linux") + (arm ? "-arm64" : "");
    }
}
