package io.carillon.blackbox.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server of Open Liberty. */
final class Liberty extends ApplicationServer {

    private static final String SERVER = "carillon";
    private static final Path CONFIGURATION = Path.of("server-config/liberty").toAbsolutePath();

    private final Path user = folder.resolve("wlp");
    private Process process;

    Liberty(Path folder) {
        super(folder);
        set("WLP_USER_DIR", user.toString());
    }

    @Override
    void launch() throws IOException {
        Path server = user.resolve("servers").resolve(SERVER);
        copy(CONFIGURATION.resolve("server.xml"), server);
        for (String file : List.of("carillon.war", "artemis-ra.rar", "postgresql.jar")) {
            copy(BUILD.resolve(file), server);
        }
        copyAll(BUILD.resolve("jersey"), server.resolve("jersey"));
        process = begin(server, List.of(DISTRIBUTION.resolve("bin/server").toString(), "run", SERVER));
    }

    @Override
    Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    @Override
    Path logFile() {
        return user.resolve("servers").resolve(SERVER).resolve("logs/messages.log");
    }
}
