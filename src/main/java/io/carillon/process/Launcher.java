package io.carillon.process;

import fish.payara.micro.PayaraMicro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The main class of {@code carillon.jar}.
 *
 * <p>Reads the settings, opens the home folder and hands over to Payara Micro, which deploys the resource adapter (and
 * with it the broker) and then the application. What cannot work is refused before the server starts, in one sentence
 * and with exit code 1; a server whose application did not start is ended too, instead of answering 404 for ever.
 */
public final class Launcher {

    private static final Logger LOG = Logger.getLogger(Launcher.class.getName());
    private static final List<String> APPLICATIONS = List.of("artemis-ra", "ROOT");

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    /** What the commands after boot take from the disk. */
    private static final List<String> INSTALLED = List.of("artemis-ra.rar", "resources.xml");

    /** Reachable as long as the process lives: a lock that is collected is a lock that is released. */
    private static HomeFolder home;

    private Launcher() {
    }

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        try {
            configureLogging();
            startServer(prepare(), args);
            requireApplications();
        } catch (Refusal e) {
            System.err.println("Carillon does not start: " + e.getMessage());
            System.exit(1);
        }
        LOG.info(() -> "process.ready http=" + System.getProperty("carillon.http.address") + ":"
                + System.getProperty("carillon.http.port") + " home=" + System.getProperty("carillon.home")
                + " ms=" + (System.nanoTime() - start) / 1_000_000);
    }

    private static Path prepare() throws IOException {
        Settings settings = new Settings(System.getenv(), System.getProperties());
        settings.publish();
        home = new HomeFolder(settings.home());
        home.open();
        settings.requireFreePorts();
        Path server = home.emptyServerFolder();
        System.setProperty("java.io.tmpdir", server.resolve("tmp").toString());
        System.setProperty("carillon.install", server.toString());
        for (String file : INSTALLED) {
            install(file, server);
        }
        return server;
    }

    private static void install(String file, Path server) throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream(file)) {
            Files.copy(in, server.resolve(file));
        }
    }

    private static void startServer(Path server, String[] args) {
        List<String> options = new ArrayList<>(List.of(
                "--rootdir", server.toString(),
                "--port", System.getProperty("carillon.http.port"),
                "--nohazelcast", "--disablephonehome"));
        options.addAll(List.of(args));
        PayaraMicro.main(options.toArray(String[]::new));
    }

    private static void requireApplications() {
        try {
            Collection<String> deployed = PayaraMicro.getInstance().getRuntime().getDeployedApplicationNames();
            if (!deployed.containsAll(APPLICATIONS)) {
                throw new Refusal("The application could not be deployed; the reason is in the lines above.");
            }
        } catch (IllegalStateException e) {
            throw new Refusal("The server could not be started; the reason is in the lines above.", e);
        }
    }

    /** The same configuration that the server reads later, so that its first lines look like all others. */
    private static void configureLogging() throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream("/MICRO-INF/domain/logging.properties")) {
            LogManager.getLogManager().readConfiguration(in);
            // the last lines, after the server has taken its handlers away, keep the format too
            System.setProperty(FORMAT, LogManager.getLogManager().getProperty(FORMAT));
        }
    }
}
