package io.carillon.process;

import fish.payara.micro.PayaraMicro;
import io.carillon.demo.Demo;
import io.carillon.local.Commands;
import io.carillon.local.Terminal;
import io.carillon.process.check.Check;
import io.carillon.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The main class of {@code carillon.jar}.
 *
 * <p>Reads the settings, opens the home folder and starts Payara Micro, which deploys the resource adapter (and with it the
 * broker) and then the application. If something prevents the start, the launcher exits before it starts the server, with one
 * sentence and exit code 1. It also ends a server whose application did not start, which would otherwise answer 404 forever.
 * {@link OrderlyStop} ends the process. With a command as its first argument, it runs that instead of the server.
 */
public final class Launcher {

    private static final String CACHED_BUFFER = "jdk.nio.maxCachedBufferSize";
    private static final Logger LOG = Logger.getLogger(Launcher.class.getName());
    private static final List<String> APPLICATIONS = List.of("artemis-ra", "ROOT");

    private static final int UNAUTHENTICATED = 401;
    private static final String LOGGING = "logging.properties";
    /** Files that the post-boot commands read from disk. */
    private static final List<String> INSTALLED = List.of("artemis-ra.rar", "resources.xml");
    /** The streams of the process, which the demonstration keeps for its own lines. */
    private static final PrintStream TERMINAL = utf8(System.out);
    private static final PrintStream ERRORS = utf8(System.err);
    /** Where the driver of PostgreSQL is in the jar. */
    public static final String POSTGRESQL_DRIVER = "/MICRO-INF/lib/postgresql.jar";

    /** Static, so that it remains reachable as long as the process lives: garbage collection would release the lock. */
    private static HomeFolder home;
    /** Those of this process, once its settings are read. */
    private static Addresses addresses;
    /** Where the log is, as part of a sentence. */
    private static String whereTheLogIs = "the lines above";

    private Launcher() {
    }

    public static void main(String[] args) throws Exception {
        if (SchemaMigration.concern(List.of(args))) {
            System.exit(SchemaMigration.run(List.of(args), utf8(System.out), utf8(System.err)));
        }
        if (Check.concern(List.of(args))) {
            System.exit(Check.run(List.of(args), utf8(System.out), utf8(System.err)));
        }
        if (Commands.concern(List.of(args))) {
            System.exit(Commands.run(List.of(args), System.getenv(), utf8(System.out), utf8(System.err)));
        }
        long start = System.nanoTime();
        limitBuffers();
        allowLettersInHeaders();
        try {
            LogConfiguration.plain().apply();
            startServer(prepare(start), args);
            requireApplications();
            requireAnswer();
            home.protect();
        } catch (Refusal e) {
            ERRORS.println(e.text("Carillon does not start"));
            System.exit(1);
        }
        LOG.info(() -> "process.ready http=" + System.getProperty("carillon.http.address") + ":"
                + System.getProperty("carillon.http.port") + " docs=" + addresses.base() + "/docs/"
                + addresses.console().map(url -> " console=" + url).orElse("") + " home=" + System.getProperty("carillon.home")
                + " ms=" + (System.nanoTime() - start) / 1_000_000);
        welcome();
    }

    /** In JSON, the log is for programs only. */
    private static void welcome() {
        if (Boolean.getBoolean("carillon.demo")) {
            StartProgress.reached("the service is ready");
            StartProgress.end();
            demonstrate();
        } else if (addresses.settings().word(Setting.LOG_FORMAT).equals("text")
                && Terminal.of(TERMINAL, Clock.systemUTC(), System.getenv()).isInteractive()) {
            TERMINAL.println(addresses.text(Path.of(System.getProperty("carillon.home"))));
        }
    }

    /** Without a limit, each thread keeps a buffer outside the heap that is as large as the longest write it ever did. */
    private static void limitBuffers() {
        if (System.getProperty(CACHED_BUFFER) == null) {
            System.setProperty(CACHED_BUFFER, "1048576");
        }
    }

    /** The demonstration is a client of this process like any other. */
    private static void demonstrate() {
        Thread demo = new Thread(() -> Demo.start(addresses.base(), operatorKey(), TERMINAL), "carillon-demo");
        demo.setDaemon(true);
        demo.start();
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static String operatorKey() {
        Optional<String> given = new LaunchSettings(System.getenv(), System.getProperties()).operatorKey();
        if (given.isPresent()) {
            return given.get();
        }
        try {
            return Files.readString(Path.of(System.getProperty("carillon.home"), "operator.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the operator key is not in the home folder", e);
        }
    }

    /** The server refuses letters outside ASCII in headers, such as another application's cookie; the door reads them. */
    private static void allowLettersInHeaders() {
        System.setProperty("org.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110", "false");
    }

    private static Path prepare(long start) throws IOException, InterruptedException {
        LaunchSettings settings = new LaunchSettings(System.getenv(), System.getProperties());
        settings.log().apply();
        addresses = new Addresses(settings.settings());
        List<String> unknown = UnknownNames.in(System.getenv(), System.getProperties());
        boolean isDemonstration = settings.settings().flag(Setting.DEMO);
        if (isDemonstration) {
            TERMINAL.println("Carillon " + Commands.version() + " starts its demonstration.");
            unknown.forEach(name -> TERMINAL.println("Warning: " + name + "."));
        } else {
            LOG.info(() -> "process.starting version=" + Commands.version() + " java=" + Runtime.version() + " home="
                    + settings.home());
            unknown.forEach(name -> LOG.warning("setting.unknown reason=\"" + name + "\""));
        }
        settings.publish();
        OrderlyStop.install(settings.stopDelay());
        OpenFiles.require();
        home = new HomeFolder(settings.home());
        new Premises(settings.settings()).require(home);
        if (isDemonstration) {
            keepTerminalForDemonstration(settings, start);
        }
        Path server = home.emptyServerFolder();
        System.setProperty("java.io.tmpdir", server.resolve("tmp").toString());
        System.setProperty("carillon.install", server.toString());
        for (String file : INSTALLED) {
            copy(file, server.resolve(file));
        }
        settings.log().write(server.resolve(LOGGING));
        awaitDatabase(settings, server);
        return server;
    }

    /** The log goes to a file from now on. */
    private static void keepTerminalForDemonstration(LaunchSettings settings, long start) throws IOException {
        Path file = LogFile.redirect(settings.home());
        whereTheLogIs = file.toString();
        settings.log().apply();
        TERMINAL.println("The log is in " + file);
        StartProgress.show(TERMINAL, start);
        StartProgress.reached("the settings, the home folder and the ports are fine");
    }

    private static void awaitDatabase(LaunchSettings settings, Path server) throws IOException, InterruptedException {
        Optional<DatabaseAtStart> database = settings.databaseToAwait();
        if (database.isPresent()) {
            Path driver = server.resolve("postgresql.jar");
            copy(POSTGRESQL_DRIVER, driver);
            database.get().await(driver);
        }
    }

    /** Copies a file of the jar to {@code target}. */
    public static void copy(String resource, Path target) throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream(resource)) {
            Files.copy(in, target);
        }
    }

    private static void startServer(Path server, String[] args) {
        List<String> options = new ArrayList<>(List.of(
                "--rootdir", server.toString(),
                "--port", System.getProperty("carillon.http.port"),
                "--logproperties", server.resolve(LOGGING).toString(),
                "--nohazelcast", "--disablephonehome"));
        options.addAll(List.of(args));
        try {
            new ServerLauncher().start(options);
        } catch (Exception e) {
            LOG.log(Level.SEVERE, "server.failed", e);
            throw noServer(e);
        }
    }

    private static Refusal noServer(Exception cause) {
        return new Refusal("The server could not be started; the reason is in " + whereTheLogIs + ".", cause);
    }

    private static void requireApplications() {
        try {
            Collection<String> deployed = PayaraMicro.getInstance().getRuntime().getDeployedApplicationNames();
            if (!deployed.containsAll(APPLICATIONS)) {
                throw new Refusal("The application could not be deployed; the reason is in " + whereTheLogIs + ".");
            }
        } catch (IllegalStateException e) {
            throw noServer(e);
        }
    }

    /** A deployed application may still have failed to start; then it answers 404 where it should ask for a key. */
    private static void requireAnswer() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(addresses.base().resolve("/api/v1/organizations")).build();
        int status;
        try {
            status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new Refusal("The application does not answer; the reason is in " + whereTheLogIs + ".", e);
        }
        if (status != UNAUTHENTICATED) {
            throw new Refusal("The application answers " + status + "; the reason is in " + whereTheLogIs + ".");
        }
    }
}
