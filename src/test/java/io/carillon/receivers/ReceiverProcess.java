package io.carillon.receivers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A receiver as its developer runs it: a process of its own that says where it listens, and then what it processed. */
public final class ReceiverProcess implements AutoCloseable {

    private static final Path SOURCES = Path.of("src/test/resources/receivers").toAbsolutePath();
    private static final Path WORK = Path.of("target/receivers").toAbsolutePath();
    private static final int START_SECONDS = 30;
    /** What a receiver says, or PHP's server for it. */
    private static final Pattern PORT = Pattern.compile(
            "listening on (?<port>\\d+)|.* Development Server \\(http://127\\.0\\.0\\.1:(?<phps>\\d+)\\) started");

    private final Process process;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ReceiverProcess(String secret, List<String> command) {
        this(Map.of("WEBHOOK_SECRET", secret), command);
    }

    private ReceiverProcess(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("PORT", "0", "NODE_ENV", "production"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
    }

    /** The document's own receiver, unchanged, under Express. */
    public static ReceiverProcess theDocuments(String secret) {
        Node node = Node.withModules(SOURCES, WORK);
        return new ReceiverProcess(secret, List.of(node.executable(), "--require", copy("document-preload.js"),
                copy("document.js"))).started();
    }

    /** The receiver that verifies the bytes as they came, in Node. */
    public static ReceiverProcess node(String secret) {
        return new ReceiverProcess(secret, List.of(Node.withModules(SOURCES, WORK).executable(), copy("receiver.js"))).started();
    }

    /** The receiver in Node that verifies with the public key {@code whpk_…}. */
    public static ReceiverProcess publicKey(String key) {
        return new ReceiverProcess(Map.of("WEBHOOK_PUBLIC_KEY", key),
                List.of(Node.withModules(SOURCES, WORK).executable(), copy("public-key.js"))).started();
    }

    /** The receiver in Node that verifies a header of its own. */
    public static ReceiverProcess signatureHeader(String secret) {
        return new ReceiverProcess(secret,
                List.of(Node.withModules(SOURCES, WORK).executable(), copy("signature-header.js"))).started();
    }

    /** The receiver in Node that verifies the HTTP message with the key set at {@code jwks}. */
    public static ReceiverProcess httpMessage(URI jwks) {
        return new ReceiverProcess(Map.of("WEBHOOK_JWKS", jwks.toString()),
                List.of(Node.withModules(SOURCES, WORK).executable(), copy("http-message.js"))).started();
    }

    /** The receiver in Python, with nothing but its standard library. */
    public static ReceiverProcess python(String secret) {
        return new ReceiverProcess(secret, List.of("python3", copy("receiver.py"))).started();
    }

    /** The receiver in Go, with nothing but its standard library. */
    public static ReceiverProcess go(String secret) {
        String binary = WORK.resolve("receiver-go").toString();
        Command.run(WORK, "go", "build", "-o", binary, copy("receiver.go"));
        return new ReceiverProcess(secret, List.of(binary)).started();
    }

    /** The receiver in PHP, in the server that PHP has for development. It keeps a file for each message that it has seen. */
    public static ReceiverProcess php(String secret) {
        String program = copy("receiver.php");
        return new ReceiverProcess(secret,
                List.of("php", "-d", "sys_temp_dir=" + aNewFolder(), "-S", "127.0.0.1:0", program)).started();
    }

    /** The receiver in C#, compiled and run by Mono, with nothing but the class library of .NET. */
    public static ReceiverProcess csharp(String secret) {
        String program = WORK.resolve("receiver.exe").toString();
        Command.run(WORK, "mcs", "-out:" + program, copy("Receiver.cs"));
        return new ReceiverProcess(Map.of("WEBHOOK_SECRET", secret, "PORT", aFreePort()), List.of("mono", program)).started();
    }

    /** For a receiver that cannot choose one. */
    private static String aFreePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path aNewFolder() {
        try {
            return Files.createTempDirectory(WORK, "seen");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code program} is on the path of this machine. */
    public static boolean canRun(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String copy(String name) {
        try {
            Files.createDirectories(WORK);
            return Files.write(WORK.resolve(name), Files.readAllBytes(SOURCES.resolve(name))).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                Matcher started = PORT.matcher(line.strip());
                if (started.matches()) {
                    port.complete(Integer.valueOf(started.group(started.group("port") == null ? "phps" : "port")));
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
        port.completeExceptionally(new IllegalStateException("the receiver ended: " + lines));
    }

    private ReceiverProcess started() {
        try {
            port.get(START_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("the receiver did not start: " + lines, e);
        }
    }

    /** Where webhooks are to be sent. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port.join() + "/webhooks/trackscore");
    }

    /** What it wrote up to now. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
