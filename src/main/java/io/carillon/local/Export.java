package io.carillon.local;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code export}: prints the configuration of a service that runs, as {@code import} takes it. */
final class Export {

    static final String HELP = """
            Usage: java -jar carillon.jar export [options] > carillon.json

            Prints the configuration of a service that runs: catalog, organizations, applications, endpoints and sources,
            always in the same order, with a line for each member. Secrets are masked.

            Options:
              --url <url>            where the service is; without it, the environment variable CARILLON_URL
                                     (http://127.0.0.1:8080)
              --key <key>            the key of an operator. Without it, the environment variable CARILLON_KEY,
                                     which others cannot see
              --organization <id>    only what belongs to this organization

            Exit code: 0, 1 if the service does not answer with the configuration, 2 if the arguments are wrong.
            """;
    private static final List<String> OPTIONS = List.of("--url", "--key", "--organization");

    private Export() {
    }

    static void run(List<String> arguments, Surroundings surroundings) {
        Options options = new Options(arguments, OPTIONS);
        RemoteService service = RemoteService.of(options, surroundings);
        String filter = options.text("--organization")
                .map(id -> "?organization=" + URLEncoder.encode(id, StandardCharsets.UTF_8)).orElse("");
        try {
            BodyLines.all(service.text("/configuration" + filter)).forEach(surroundings.terminal()::say);
        } catch (IOException e) {
            throw CommandFailure.of(e);
        }
    }
}
