package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * HAProxy, with the configuration that {@code docker/compose.yml} ships: only the addresses are those of the test. It is on the
 * search path where Debian's package {@code haproxy} is installed.
 */
public final class HaProxy implements AutoCloseable {

    private static final Path SHIPPED = Path.of("docker", "haproxy.cfg");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final int port = Ports.reserve();
    private final Path log;
    private final Process process;

    private HaProxy(Path folder, List<URI> nodes) throws IOException {
        Path configuration = folder.resolve("haproxy.cfg");
        log = folder.resolve("haproxy.log");
        Files.writeString(configuration, configured(nodes));
        process = new ProcessBuilder("haproxy", "-db", "-f", configuration.toString()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
    }

    /** Starts it in front of {@code nodes}; its files go into {@code folder}. */
    public static HaProxy start(Path folder, List<URI> nodes) {
        try {
            return new HaProxy(folder, nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this machine has it. */
    public static boolean isInstalled() {
        try {
            return new ProcessBuilder("haproxy", "-v").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String configured(List<URI> nodes) throws IOException {
        String text = replaced(Files.readString(SHIPPED), "bind :8080", "bind 127.0.0.1:" + port);
        for (int i = 0; i < nodes.size(); i++) {
            String name = "node-" + (i + 1);
            text = replaced(text, name + ":8080", nodes.get(i).getAuthority());
        }
        return text;
    }

    private static String replaced(String text, String shipped, String own) {
        if (!text.contains(shipped)) {
            throw new IllegalStateException(SHIPPED + " has no '" + shipped + "' any more");
        }
        return text.replace(shipped, own);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it has said {@code times} times that this node, which counts from 1, is up again. */
    public void awaitUp(int node, int times) {
        String up = "Server nodes/node-" + node + " is UP";
        await(up).atMost(LIMIT).until(() -> Files.readString(log).split(up, -1).length > times);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
