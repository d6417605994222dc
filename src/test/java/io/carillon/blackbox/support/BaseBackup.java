package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A copy of a running PostgreSQL that can follow it as a standby, made with {@code pg_backup_start} and {@code pg_backup_stop}:
 * the binaries from Maven have no {@code pg_basebackup}. The log that the copy needs comes over the connection to the primary.
 */
final class BaseBackup {

    /** What a copy must not have; of the folders it has none of the contents. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");
    private static final Set<String> EMPTIED = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial",
            "pg_snapshots", "pg_stat_tmp", "pg_subtrans");
    private static final Path CONTROL = Path.of("global", "pg_control");

    private final PostgresProcess primary;

    BaseBackup(PostgresProcess primary) {
        this.primary = primary;
    }

    /** Replaces {@code copy} by the files of a standby with this name. */
    void into(Path copy, String name) {
        try {
            delete(copy);
            primary.run(statement -> {
                statement.execute("SELECT pg_backup_start('copy', true)");
                return label(statement, copy);
            });
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(copy.resolve("postgresql.auto.conf"), "primary_conninfo ="
                    + " 'host=127.0.0.1 port=%d user=postgres application_name=%s'%n".formatted(primary.port(), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path label(Statement statement, Path copy) throws SQLException {
        try {
            copyFiles(primary.data(), copy);
            // last, as pg_basebackup does
            Files.copy(primary.data().resolve(CONTROL), copy.resolve(CONTROL), StandardCopyOption.REPLACE_EXISTING);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                return Files.writeString(copy.resolve("backup_label"), label.getString(1), StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(folder);
                if (EMPTIED.contains(relative.getName(0).toString()) && relative.getNameCount() > 1) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(relative),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (!EMPTIED.contains(relative.getName(0).toString()) && !LEFT_OUT.contains(relative.toString())) {
                    copyUnlessGone(file, to.resolve(relative));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** A table that is dropped meanwhile is dropped by the log, too. */
    private static void copyUnlessGone(Path file, Path copy) throws IOException {
        try {
            Files.copy(file, copy);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(copy);
        }
    }
}
