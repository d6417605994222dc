package io.carillon.process.broker;

import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.WireAmqp;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However much producers begin and do not finish, the broker keeps a bounded part of it. */
class UnfinishedInputTest {

    /** Without a user, as every connection is at first. */
    private static final RemotingConnection SOMEONE = (RemotingConnection) Proxy.newProxyInstance(
            RemotingConnection.class.getClassLoader(), new Class<?>[] {RemotingConnection.class},
            (proxy, method, arguments) -> null);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PART = new byte[1 << 20];
    private static final int MOST_PARTS = (int) (UnfinishedInput.MOST_OF_A_CONNECTION / PART.length);

    @Test
    void aFrameThatNeverEndsEndsItsConnection() {
        EmbeddedChannel connection = connection();
        send(connection, MOST_PARTS);
        assertThat(connection.isOpen(), is(true));
        send(connection, 1);
        assertThat(connection.isOpen(), is(false));
    }

    @Test
    void framesThatEndAreNotCounted() {
        EmbeddedChannel connection = connection();
        for (int i = 0; i < 10; i++) {
            send(connection, MOST_PARTS);
            UnfinishedInput.finished(connection);
        }
        assertThat(connection.isOpen(), is(true));
        connection.close();
    }

    @Test
    void allConnectionsTogetherAreBoundedAndThoseWithLittleGoOn() {
        int enough = (int) (UnfinishedInput.MOST / UnfinishedInput.MOST_OF_A_CONNECTION) + 2;
        List<EmbeddedChannel> connections = Stream.generate(UnfinishedInputTest::connection).limit(enough).toList();
        connections.forEach(connection -> send(connection, MOST_PARTS));
        assertThat(connections.stream().filter(EmbeddedChannel::isOpen).count(), not((long) enough));
        EmbeddedChannel little = connection();
        send(little, 1);
        assertThat(little.isOpen(), is(true));
        connections.forEach(EmbeddedChannel::close);
        send(little, MOST_PARTS - 1);
        assertThat("after the others have ended", little.isOpen(), is(true));
        little.close();
    }

    @Test
    void amqpMessagesThatNeverEndEndTheirConnectionAndNoOther(@TempDir Path home) throws Exception {
        byte[] most = encode(data(new byte[16 << 20]));
        try (ProducersPort port = new ProducersPort(home); WireAmqp good = new WireAmqp(port.login("office"));
                WireAmqp bad = new WireAmqp(port.login("office"))) {
            var sender = good.open("carillon.changes");
            assertThrows(Exception.class, () -> {
                for (int i = 0; i < 10; i++) {
                    bad.sendPart(bad.open("carillon.changes"), most);
                }
            });
            good.send(sender, most);
            good.send(sender, encode(data("{}".getBytes(UTF_8))));
            // the broker confirms a message before a browser sees it
            await().atMost(LIMIT).untilAsserted(() -> assertThat(port.queued().size(), is(2)));
        }
    }

    /** What a client of core or of ActiveMQ 5 sends first, and the length of a packet. */
    @ParameterizedTest
    @ValueSource(strings = {"ARTEMIS", "\0\0\0\14\1ActiveMQ\0\0\0"})
    void aPacketThatNeverEndsEndsItsConnection(String greeting, @TempDir Path home) throws Exception {
        try (ProducersPort port = new ProducersPort(home);
                Socket socket = new Socket("127.0.0.1", port.login("office").port())) {
            OutputStream out = socket.getOutputStream();
            out.write(greeting.getBytes(ISO_8859_1));
            out.write(new byte[] {0x7f, -1, -1, -1});
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 2 * MOST_PARTS; i++) {
                    out.write(PART);
                }
            });
        }
    }

    private static EmbeddedChannel connection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        new UnfinishedInput(SOMEONE).addTo(channel);
        return channel;
    }

    private static void send(EmbeddedChannel connection, int parts) {
        for (int i = 0; i < parts && connection.isOpen(); i++) {
            connection.writeInbound(Unpooled.wrappedBuffer(PART));
            connection.releaseInbound();
        }
    }
}
