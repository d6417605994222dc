package io.carillon.local;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code listen}: posts the webhooks of a service elsewhere to a receiver on this machine, which needs no public address. */
final class Listen {

    static final String HELP = """
            Usage: java -jar carillon.jar listen --forward <url> [options]

            Follows the deliveries to an endpoint, posts each one to a receiver on this machine, and prints its answer. The
            endpoint may be inactive: its deliveries are kept as skipped, and posted here all the same.

            Options:
              --url <url>          where the service is; without it, the environment variable CARILLON_URL
                                   (http://127.0.0.1:8080)
              --key <key>          a key with the capability view; with secrets too, requests are signed.
                                   Without it, the environment variable CARILLON_KEY, which others cannot see
              --endpoint <id>      the endpoint
              --application <id>   or all endpoints of an application; with a key of an application, its own by default
              --forward <url>      where to post to, such as http://localhost:3000/hook
            """;
    private static final List<String> OPTIONS = List.of("--url", "--key", "--endpoint", "--application", "--forward");

    private final RemoteService service;
    private final Surroundings surroundings;

    private Listen(RemoteService service, Surroundings surroundings) {
        this.service = service;
        this.surroundings = surroundings;
    }

    static void run(List<String> arguments, Surroundings surroundings) {
        Options options = new Options(arguments, OPTIONS);
        URI target = options.url("--forward")
                .orElseThrow(() -> CommandFailure.usage("--forward is missing; it says where to post."));
        RemoteService service = RemoteService.of(options, surroundings);
        if (options.text("--endpoint").isPresent() && options.text("--application").isPresent()) {
            throw CommandFailure.usage("give --endpoint or --application, not both.");
        }
        try {
            new Listen(service, surroundings).run(options, target);
        } catch (IOException e) {
            throw CommandFailure.of(e);
        }
    }

    private void run(Options options, URI target) throws IOException {
        JsonValue me = service.get("/me");
        if (!may(me, "view")) {
            throw CommandFailure.failed("the key \"" + me.at("name").text().orElse("")
                    + "\" cannot see deliveries, because it lacks the capability view.");
        }
        boolean maySeeSecrets = may(me, "secrets");
        Forwarder forwarder = new Forwarder(service, maySeeSecrets, target, surroundings);
        DeliveryFeed feed = new DeliveryFeed(service, filter(options, me), surroundings, forwarder);
        feed.start();
        surroundings.terminal().say("Forwarding to " + target + ".");
        if (!maySeeSecrets) {
            surroundings.terminal().say("The key lacks the capability secrets: requests are posted without signatures, and"
                    + " without the headers that the endpoint defines.");
        }
        feed.follow();
    }

    private static boolean may(JsonValue me, String capability) {
        return me.at("capabilities").items().stream().anyMatch(one -> one.text().filter(capability::equals).isPresent());
    }

    /** What to follow, which must exist. */
    private String filter(Options options, JsonValue me) throws IOException {
        Optional<String> endpoint = options.text("--endpoint");
        if (endpoint.isPresent()) {
            JsonValue found = service.get("/endpoints/" + encoded(endpoint.get()));
            String status = found.at("status").text().orElse("");
            surroundings.terminal().say("The endpoint is " + status + (status.equals("active")
                    ? "; its own URL gets the webhooks too." : "; its own URL gets nothing."));
            return "endpoint=" + encoded(endpoint.get());
        }
        String application = options.text("--application").or(() -> me.at("application", "id").text()).orElseThrow(() ->
                CommandFailure.usage("give --endpoint or --application: the key is not an application's."));
        service.get("/applications/" + encoded(application));
        return "application=" + encoded(application);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
