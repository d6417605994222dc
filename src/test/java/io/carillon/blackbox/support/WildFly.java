package io.carillon.blackbox.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A WildFly with a configuration and modules of its own. */
final class WildFly extends ApplicationServer {

    private static final Path CONFIGURATION = Path.of("server-config/wildfly").toAbsolutePath();
    /** Of the distribution, and not changed by an installation. */
    private static final List<String> UNCHANGED = List.of("bin", "jboss-modules.jar", "modules/system");

    private final Path home = folder.resolve("wildfly");
    private final int adminPort = Ports.reserve();
    private Process process;

    WildFly(Path folder) {
        super(folder);
        set("JBOSS_HOME", home.toString());
    }

    @Override
    void launch() throws IOException {
        Files.createDirectories(home.resolve("modules"));
        for (String part : UNCHANGED) {
            Files.createSymbolicLink(home.resolve(part), DISTRIBUTION.resolve(part));
        }
        Files.createDirectories(home.resolve("standalone/deployments"));
        copyAll(DISTRIBUTION.resolve("standalone/configuration"), home.resolve("standalone/configuration"));
        Path files = folder.resolve("files");
        copy(CONFIGURATION.resolve("carillon.cli"), files);
        for (String file : List.of("carillon.war", "artemis-ra.rar", "postgresql.jar")) {
            copy(BUILD.resolve(file), files);
        }
        copyAll(BUILD.resolve("jersey"), files.resolve("jersey"));
        run(files, List.of(home.resolve("bin/jboss-cli.sh").toString(), "--file=carillon.cli"));
        process = begin(folder, List.of(home.resolve("bin/standalone.sh").toString(),
                "-Djboss.management.http.port=" + adminPort));
    }

    /** The script waits for the server, whose process is its child. */
    @Override
    Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).flatMap(script -> script.children().findFirst());
    }

    @Override
    Path logFile() {
        return home.resolve("standalone/log/server.log");
    }
}
