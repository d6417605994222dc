package io.carillon.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The folder of all files that Carillon keeps, used by one process at a time.
 *
 * <p>It is created at the first start. It and what Carillon keeps in it are readable by their owner only, whatever the
 * umask is; a folder that holds files of others stays as it is, except for Carillon's own folders in it. The process holds
 * a lock on a file as long as it lives; the operating system releases it however the process ends. The folder {@code
 * server/} inside contains nothing worth keeping and is emptied at each start, so that nothing piles up there or in the
 * machine's temporary folder, not even after {@code kill -9}.
 */
public class HomeFolder {

    private static final Logger LOG = Logger.getLogger(HomeFolder.class.getName());
    private static final String SERVER = "server";
    private static final String LOCK = "carillon.lock";
    private static final List<String> FOLDERS = List.of("database", "broker");
    private static final List<String> FILES =
            List.of(LOCK, "operator.key", "secrets.key", "drain", LogFile.NAME, LogFile.EARLIER);

    private final Path home;
    private FileLock lock;

    HomeFolder(Path home) {
        this.home = home;
    }

    void open() {
        try {
            createHome();
            lock();
            for (String name : FOLDERS) {
                createPrivate(home.resolve(name));
            }
            protectFiles();
        } catch (IOException | SecurityException e) {
            throw new Refusal("The home folder " + home + " cannot be used" + reason(e)
                    + "; set CARILLON_HOME to a folder that this user can write to.", e);
        }
    }

    /** The exceptions of files have the path as their message. */
    private static String reason(Exception failure) {
        return failure instanceof AccessDeniedException denied ? ": this user has no access to " + denied.getFile()
                : failure instanceof FileAlreadyExistsException exists ? ": " + exists.getFile() + " is a file"
                : failure instanceof FileSystemException file ? file.getReason() == null ? "" : ": " + file.getReason()
                : ": " + failure.getMessage();
    }

    /** What others keep in a folder that they share with Carillon stays readable for them. */
    private void createHome() throws IOException {
        boolean isOurs = !Files.isDirectory(home) || holdsOnlyOurs(home);
        Files.createDirectories(home);
        if (isOurs) {
            restrict(home, "rwx------");
        }
    }

    private static boolean holdsOnlyOurs(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .allMatch(name -> name.equals(SERVER) || FOLDERS.contains(name) || FILES.contains(name));
        }
    }

    /**
     * Restricts to the owner all that Carillon keeps, once the server has made its files. Until then, and for new files, the
     * folders keep others out.
     */
    void protect() throws IOException {
        for (String name : FOLDERS) {
            Files.walkFileTree(home.resolve(name), new Restriction());
        }
        protectFiles();
    }

    private void protectFiles() throws IOException {
        for (String name : FILES) {
            if (Files.exists(home.resolve(name))) {
                restrict(home.resolve(name), "rw-------");
            }
        }
    }

    /** Empties the server's own folder, creates an empty temporary folder in it, and returns it. */
    Path emptyServerFolder() throws IOException {
        Path server = home.resolve(SERVER);
        delete(server);
        createPrivate(server);
        createPrivate(server.resolve("tmp"));
        return server;
    }

    private void lock() throws IOException {
        FileChannel channel = FileChannel.open(home.resolve(LOCK), CREATE, WRITE);
        lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new Refusal("The home folder " + home + " is in use by another running Carillon;"
                    + " set CARILLON_HOME to a separate folder for this one.");
        }
    }

    /** Whether a running process has {@code home} as its home folder. */
    public static boolean isInUse(Path home) throws IOException {
        Path file = home.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, WRITE); FileLock free = channel.tryLock()) {
            return free == null;
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        restrict(folder, "rwx------");
    }

    /** Without effect where there are no such permissions, and on what belongs to another user. */
    static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            } catch (NoSuchFileException e) {
                LOG.fine(() -> path + " vanished");
            } catch (FileSystemException e) {
                LOG.warning(() -> "home.not-restricted path=" + path + " reason=\"" + e.getReason() + "\"");
            }
        }
    }

    /** Restricts folders and files to their owner; files that vanish meanwhile, and links, are skipped. */
    private static final class Restriction extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            restrict(folder, "rwx------");
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && Files.exists(file)) {
                restrict(file, "rw-------");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** Deletes {@code folder} with all that is in it, if it exists. */
    public static void delete(Path folder) throws IOException {
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
