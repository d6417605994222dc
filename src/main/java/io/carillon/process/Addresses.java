package io.carillon.process;

import static io.carillon.settings.Setting.CONSOLE_URL;
import static io.carillon.settings.Setting.OPERATOR_KEY;

import io.carillon.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where a process that is ready can be reached, for its log and for the person who started it. */
record Addresses(Settings settings) {

    /** Where this machine reaches the service. */
    URI base() {
        return URI.create(settings.ownUrl());
    }

    /** Where browsers reach the console; empty if there is none. */
    Optional<String> console() {
        return settings.hasConsole() ? Optional.of(settings.text(CONSOLE_URL).orElseGet(settings::ownUrl) + "/console/")
                : Optional.empty();
    }

    /** What to open and what to try next, for a person at a terminal; {@code home} is the home folder. */
    String text(Path home) {
        String key = settings.isSet(OPERATOR_KEY) ? "the one in CARILLON_OPERATOR_KEY" : "in " + home.resolve("operator.key");
        return """

                Carillon is ready.

                  API           %1$s/api/v1   (described at /openapi)
                  docs          %1$s/docs/%2$s
                  operator key  %3$s

                Next, see a webhook arrive: in another terminal, start a receiver with
                  java -jar carillon.jar receive --port 9000
                and create an endpoint for it, as in the quick start at %1$s/docs/
                """.formatted(base(), console().map(url -> "\n  console       " + url).orElse(""), key);
    }
}
