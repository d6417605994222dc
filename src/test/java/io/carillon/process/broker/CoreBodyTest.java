package io.carillon.process.broker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.WireCore;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreBodyTest {

    @Test
    void anObjectThatIsAsLongAsItsLengthIsLeftToTheListener() {
        assertDoesNotThrow(() -> new CoreBody(object(3, new byte[3])).requireReadable());
    }

    /** The listener's client would reserve two gigabytes for the last one. */
    @ParameterizedTest
    @ValueSource(ints = {4, 1_000_000, Integer.MAX_VALUE})
    void anObjectThatIsShorterThanItsLengthIsUnreadable(int length) {
        CoreMessage object = object(length, new byte[3]);
        UnreadableMessage unreadable =
                assertThrows(UnreadableMessage.class, () -> new CoreBody(object).requireReadable());
        assertThat(unreadable.getMessage(), is("has an object that is shorter than its length"));
    }

    @Test
    void anObjectWithoutABodyIsLeftToTheListener() {
        assertDoesNotThrow(() -> new CoreBody(message(Message.OBJECT_TYPE)).requireReadable());
    }

    /** A type byte of a stream for bytes, and a length that no body has. */
    @Test
    void aLengthWithinAStreamMayBeAnything() {
        CoreMessage stream = message(Message.STREAM_TYPE);
        stream.getBodyBuffer().writeByte((byte) 4);
        stream.getBodyBuffer().writeInt(Integer.MAX_VALUE);
        assertThrows(UnreadableMessage.class, () -> new CoreBody(stream).requireReadable());
    }

    @Test
    void aBodyWithoutATypeBecomesBytes(@TempDir Path home) throws Exception {
        try (ProducersPort port = new ProducersPort(home); WireCore core = new WireCore(port.login("office"))) {
            ClientMessage untyped = core.message(Message.DEFAULT_TYPE);
            untyped.getBodyBuffer().writeBytes(new byte[] {'{', '}'});
            core.send(untyped);
            core.send(core.message(Message.DEFAULT_TYPE));
            await().until(() -> port.queued().size() == 2);
            assertThat(port.queued().stream().map(message -> message.toCore().getType()).toList(),
                    is(List.of(Message.BYTES_TYPE, Message.DEFAULT_TYPE)));
        }
    }

    private static CoreMessage object(int length, byte[] body) {
        CoreMessage message = message(Message.OBJECT_TYPE);
        message.getBodyBuffer().writeInt(length);
        message.getBodyBuffer().writeBytes(body);
        return message;
    }

    private static CoreMessage message(byte type) {
        CoreMessage message = new CoreMessage(1, 100);
        message.setType(type);
        return message;
    }
}
