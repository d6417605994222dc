package io.carillon.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code receive}: prints each webhook that arrives on this machine, says whether its signatures are valid, and answers. */
final class Receive {

    static final String HELP = """
            Usage: java -jar carillon.jar receive [options]

            Prints each webhook that arrives at any path, and answers it. With a secret, it says whether the signatures are valid,
            and answers 401 if they are not.

            Options:
              --port <number>      the port; 0 for any that is free (9000)
              --host <address>     the address to listen on (127.0.0.1)
              --secret <secret>    the signing secret of the endpoint; may be given several times, as after a rotation.
                                   Without it, the environment variable WEBHOOK_SECRET, which others cannot see
              --status <number>    the answer to a webhook that is not refused, from 200 to 599 (200)
              --delay <duration>   how long to wait before the answer, such as PT2S (PT0S)
            """;
    private static final List<String> OPTIONS = List.of("--port", "--host", "--secret", "--status", "--delay");
    private static final String SECRET = "WEBHOOK_SECRET";

    private Receive() {
    }

    static void run(List<String> arguments, Surroundings surroundings) {
        Options options = new Options(arguments, OPTIONS);
        Optional<SignatureCheck> check = check(options, surroundings);
        InetSocketAddress address = address(options);
        WebhookServer server = new WebhookServer(check, options.number("--status", 200, 200, 599),
                options.duration("--delay", Duration.ZERO, Duration.ofMinutes(10)), surroundings);
        try (server) {
            int port = server.open(address);
            surroundings.terminal().say("Listening on " + address.getHostString() + ":" + port + ". "
                    + (check.isPresent() ? "Signatures are verified." : "Signatures are not verified; --secret changes that."));
            surroundings.lifetime().awaitEnd();
        } catch (IOException e) {
            throw CommandFailure.failed("port " + address.getPort() + " on " + address.getHostString() + " cannot be used: "
                    + e.getMessage() + ". Choose another with --port or --host.");
        }
    }

    private static Optional<SignatureCheck> check(Options options, Surroundings surroundings) {
        List<String> secrets = options.all("--secret").isEmpty() ? surroundings.variable(SECRET).stream().toList()
                : options.all("--secret");
        try {
            return secrets.isEmpty() ? Optional.empty() : Optional.of(new SignatureCheck(secrets, surroundings.clock()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("the secret is empty, or is not base64 after whsec_.");
        }
    }

    private static InetSocketAddress address(Options options) {
        String host = options.text("--host").orElse("127.0.0.1");
        try {
            return new InetSocketAddress(InetAddress.getByName(host), options.number("--port", 9000, 0, 65_535));
        } catch (UnknownHostException e) {
            throw CommandFailure.usage("--host is \"" + host + "\", which is not an address of this machine.");
        }
    }
}
