package io.carillon.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of everything that is kept, used by one process at a time.
 *
 * <p>Made at the first start, readable by its owner only. A lock file is held as long as the process lives; the operating
 * system lets go of it however the process ends. {@code server/} inside holds nothing worth keeping and is emptied at
 * each start, so nothing piles up there or in the machine's temporary folder, not even after {@code kill -9}.
 */
class HomeFolder {

    private final Path home;
    private FileLock lock;

    HomeFolder(Path home) {
        this.home = home;
    }

    void open() {
        try {
            createPrivate(home);
            lock();
        } catch (IOException | SecurityException e) {
            throw new Refusal("The home folder " + home + " cannot be used: " + e + ".", e);
        }
    }

    /** The server's own folder with an empty temporary folder in it. */
    Path emptyServerFolder() throws IOException {
        Path server = home.resolve("server");
        delete(server);
        createPrivate(server);
        createPrivate(server.resolve("tmp"));
        return server;
    }

    private void lock() throws IOException {
        FileChannel channel = FileChannel.open(home.resolve("carillon.lock"), CREATE, WRITE);
        lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new Refusal("The home folder " + home + " is in use by another running Carillon;"
                    + " give this one its own with CARILLON_HOME.");
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
