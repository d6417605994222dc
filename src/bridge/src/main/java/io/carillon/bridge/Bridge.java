package io.carillon.bridge;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code java -jar carillon-bridge.jar kafka|rabbitmq|sqs <file>}: reports what a broker has until it is stopped. */
public final class Bridge {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Bridge() {
    }

    /** Runs until the process is asked to end; ends with status 1 if nothing can be reported, and 2 for wrong settings. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            refuse("usage: java -jar carillon-bridge.jar kafka|rabbitmq|sqs <file with settings>");
        }
        try {
            BridgeSettings settings = BridgeSettings.read(Path.of(arguments[1]), System.getenv());
            run(feed(arguments[0], settings, new Carillon(settings.url(), settings.key())));
        } catch (IllegalArgumentException e) {
            refuse(arguments[1] + ": " + e.getMessage());
        }
    }

    private static Feed feed(String broker, BridgeSettings settings, Carillon carillon) {
        return switch (broker) {
            case "kafka" -> new KafkaBridge(settings, carillon);
            case "rabbitmq" -> new RabbitBridge(settings, carillon);
            case "sqs" -> new SqsBridge(settings, carillon);
            default -> throw new IllegalArgumentException("the first argument must be kafka, rabbitmq or sqs");
        };
    }

    private static void refuse(String reason) {
        System.err.println(reason);
        System.exit(USAGE);
    }

    private static void run(Feed feed) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            feed.stop();
            join(main);
        }));
        try (feed) {
            feed.run();
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        } catch (IOException | RuntimeException e) {
            LOG.error("bridge.failed", e);
            Runtime.getRuntime().halt(FAILED);
        }
        LOG.info("bridge.stopped");
    }

    private static void join(Thread main) {
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
