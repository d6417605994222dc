package io.carillon.process.broker;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Ports;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;

/** An embedded broker whose queue has no reader, with a port for producers. */
final class ProducersPort implements AutoCloseable {

    private static final String QUEUE = "carillon.changes";
    /** Every start and stop would be dozens of lines. */
    private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq");

    private final int port = Ports.reserve();
    private final EmbeddedBroker broker = new EmbeddedBroker(Settings.of(Map.of()), port) {
        @Override
        InputStream xml() {
            try {
                return Files.newInputStream(Path.of("server-config/broker.xml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** A broker that keeps its files in {@code home}. */
    ProducersPort(Path home) throws Exception {
        ARTEMIS.setLevel(Level.SEVERE);
        System.setProperty("carillon.home", home.toString());
        broker.start();
    }

    Login login(String user) {
        return new Login(port, user, "any");
    }

    ActiveMQServer server() {
        return broker.server();
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** What the queue holds, in order. */
    List<Message> queued() {
        Iterable<MessageReference> references = () -> broker.server().locateQueue(QUEUE).browserIterator();
        return StreamSupport.stream(references.spliterator(), false).map(MessageReference::getMessage).toList();
    }

    @Override
    public void close() {
        broker.stop();
        System.clearProperty("carillon.home");
        ARTEMIS.setLevel(null);
    }
}
