package io.carillon.bridge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code java -jar carillon-bridge.jar} as a user starts it. */
final class BridgeProcess {

    private BridgeProcess() {
    }

    /** Starts it with its key in the environment; what it prints is added to {@code log}. */
    static Process start(String broker, Path settings, String key, Path log) throws IOException {
        return start(broker, settings, Map.of("CARILLON_KEY", key), log);
    }

    /** Starts it with {@code environment}. */
    static Process start(String broker, Path settings, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                System.getProperty("bridge.jar"), broker, settings.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
