package io.carillon.receivers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Node and packages that are written for it. Where {@code node} and {@code npm} are installed they are used. Elsewhere
 * Maven fetches both: the runtime out of Playwright's driver bundle, npm by the frontend plugin, each from the registry
 * that Maven and npm are configured for.
 */
public final class Node {

    private static final String INSTALL_NPM = "com.github.eirslett:frontend-maven-plugin:1.15.1:install-node-and-npm";
    private static final String NPM_VERSION = "11.6.2";

    private final String executable;
    private final List<String> npm;

    private Node(String executable, List<String> npm) {
        this.executable = executable;
        this.npm = npm;
    }

    /** Node with the packages that {@code sources} locks, installed under {@code work}. */
    public static synchronized Node withModules(Path sources, Path work) {
        Node node = ReceiverProcess.canRun("node") && ReceiverProcess.canRun("npm")
                ? new Node("node", List.of("npm")) : fetched(work.resolveSibling("node-runtime"));
        node.install(sources, work);
        return node;
    }

    /** The path or name of the program. */
    public String executable() {
        return executable;
    }

    /** Runs npm in {@code folder}. */
    public void npm(Path folder, String... arguments) {
        Command.run(folder, Stream.concat(npm.stream(), Stream.of(arguments)).toArray(String[]::new));
    }

    private void install(Path sources, Path work) {
        try {
            Path lock = sources.resolve("package-lock.json");
            Path installed = work.resolve("package-lock.json");
            if (Files.exists(work.resolve("node_modules/.package-lock.json")) && Files.mismatch(lock, installed) < 0) {
                return;
            }
            Files.createDirectories(work);
            Files.copy(sources.resolve("package.json"), work.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
            npm(work, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Node fetched(Path folder) {
        Path executable = folder.resolve("node").resolve("node");
        Path npm = folder.resolve("node/node_modules/npm/bin/npm-cli.js");
        if (!Files.exists(npm)) {
            fetch(folder, executable);
        }
        return new Node(executable.toString(), List.of(executable.toString(), npm.toString()));
    }

    private static void fetch(Path folder, Path executable) {
        Path project = Path.of("").toAbsolutePath();
        DriverBundle.nodeIn(executable.getParent());
        String version = Command.run(folder, executable.toString(), "--version");
        // it finds a node of this very version in the folder, and so fetches npm alone
        Command.maven(project, INSTALL_NPM, "-DnodeVersion=" + version, "-DnpmVersion=" + NPM_VERSION,
                "-DinstallDirectory=" + folder);
    }
}
