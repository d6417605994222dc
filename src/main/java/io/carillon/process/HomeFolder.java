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
 * The folder of all files that Carillon keeps, used by one process at a time.
 *
 * <p>It is created at the first start and readable by its owner only. The process holds a lock on a file as long as it lives;
 * the operating system releases it however the process ends. The folder {@code server/} inside contains nothing worth keeping
 * and is emptied at each start, so that nothing piles up there or in the machine's temporary folder, not even after
 * {@code kill -9}.
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

    /** Empties the server's own folder, creates an empty temporary folder in it, and returns it. */
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
                    + " set CARILLON_HOME to a separate folder for this one.");
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
