package io.carillon.blackbox.support;

import io.carillon.receivers.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The {@code carillon.jar} from which one upgrades: the file in {@code upgrade.jar}, or what Maven makes of the commit in
 * {@code upgrade.from}. Without either, it is the newest release, or before there is one, the parent of the commit that added the
 * newest migration. What was made of a commit stays in {@code target/older}.
 */
public final class OlderBuild {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath();
    private static final Path FOLDER = REPOSITORY.resolve("target/older");
    private static final String MIGRATIONS = "src/main/resources/db/migration";

    private OlderBuild() {
    }

    public static Path jar() {
        String released = System.getProperty("upgrade.jar", "");
        return released.isEmpty() ? of(commit(System.getProperty("upgrade.from", ""))) : Path.of(released);
    }

    private static String commit(String from) {
        if (!from.isEmpty()) {
            return git("rev-parse", from + "^{commit}");
        }
        String release = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").lines().findFirst().orElse("");
        return git("rev-parse", release.isEmpty()
                ? git("log", "-1", "--diff-filter=A", "--format=%H", "--", MIGRATIONS) + "^" : release + "^{commit}");
    }

    private static Path of(String commit) {
        Path jar = FOLDER.resolve(commit).resolve("carillon.jar");
        if (!Files.exists(jar)) {
            Path source = FOLDER.resolve("source-" + commit);
            git("worktree", "add", "--detach", "--force", source.toString(), commit);
            try {
                Command.maven(source, "package", "-Dmaven.test.skip=true");
                Files.createDirectories(jar.getParent());
                Files.move(source.resolve("target/carillon.jar"), jar, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                git("worktree", "remove", "--force", source.toString());
            }
        }
        return jar;
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Command.run(REPOSITORY, command);
    }
}
