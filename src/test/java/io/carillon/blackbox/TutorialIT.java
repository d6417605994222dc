package io.carillon.blackbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.PageReader;
import io.carillon.blackbox.support.PageTerminal;
import io.carillon.blackbox.support.Ports;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.receivers.ReceiverProcess;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The course of the documentation: each command of its pages, in their order, in Bash, and what they print. The shared service
 * stands in for the one that a reader starts; only addresses, key and ids of organizations are others. {@link FreshCloneIT} takes
 * nothing in place of anything.
 */
@SharedService
class TutorialIT {

    static final List<Path> PAGES = Stream.of("first-webhook", "first-producer", "reporting-changes", "api-rules")
            .map(page -> Path.of("src/docs", page + ".md")).toList();
    static final Path README = Path.of("README.md");
    /** Shows answers of another time and another order of events. */
    static final Path EXPLAIN = Path.of("src/docs/explain.md");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Service service;
    private final int port = Ports.reserve();
    private final long organization = 1L << 50 | ThreadLocalRandom.current().nextInt() & 0xffff_fffcL;

    TutorialIT(Service service) {
        this.service = service;
    }

    @Test
    void everyCommandDoesWhatThePagesSay() {
        assumeTrue(ReceiverProcess.canRun("bash") && ReceiverProcess.canRun("curl"), "bash or curl is not installed");
        try (PageReader reader = new PageReader(LIMIT, "cd '" + new File("").getAbsolutePath() + "'", this::adapted,
                Set.of("service", "demonstration"), (name, terminal) -> awaitReceiver(terminal))) {
            reader.read(README);
            awaitWebhook(reader);
            PAGES.forEach(reader::read);
            reader.type(EXPLAIN);
        }
    }

    static void awaitReceiver(PageTerminal terminal) {
        terminal.until("a receiver", printed -> printed.contains("Listening on 127.0.0.1:"));
    }

    static void awaitWebhook(PageReader reader) {
        reader.terminal("receiver").until("the webhook of the README",
                printed -> printed.contains("\"resourceId\": \"ab9f4201\""));
    }

    private String adapted(String text) {
        return text.replace("http://127.0.0.1:8080", service.api().base().toString().replaceAll("/$", ""))
                .replace("ck_try", service.api().key())
                .replace("tcp/127.0.0.1/61616", "tcp/127.0.0.1/" + URI.create(service.brokerUrl()).getPort())
                .replace("target/carillon.jar", "'" + System.getProperty("carillon.jar", "target/carillon.jar") + "'")
                .replace("9000", String.valueOf(port))
                .replace("12345", String.valueOf(organization))
                .replace("4711", String.valueOf(organization + 1))
                .replace("12346", String.valueOf(organization + 2));
    }
}
