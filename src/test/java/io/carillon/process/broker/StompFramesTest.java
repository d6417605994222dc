package io.carillon.process.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.WireStomp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Frames of STOMP that a producer sends without waiting for answers. */
class StompFramesTest {

    private static final String TRANSACTION = "transaction:t";

    @TempDir
    Path home;

    @RepeatedTest(5)
    void nothingIsConfirmedOrDoneAfterAnError() throws Exception {
        try (ProducersPort port = new ProducersPort(home); WireStomp stomp = new WireStomp(port.login("office"))) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.writeBytes(WireStomp.frame("BEGIN", List.of(TRANSACTION), new byte[0]));
            packet.writeBytes(send("other"));
            packet.writeBytes(send("carillon.changes"));
            packet.writeBytes(WireStomp.frame("COMMIT", List.of(TRANSACTION, "receipt:r"), new byte[0]));
            packet.writeBytes(WireStomp.frame("SEND", List.of("destination:carillon.changes"), "{}".getBytes(UTF_8)));
            stomp.writeRaw(packet.toByteArray());
            assertThat(stomp.read().command(), is("ERROR"));
            assertThrows(IOException.class, stomp::read);
            assertThat(port.queued(), empty());
        }
    }

    private static byte[] send(String destination) {
        return WireStomp.frame("SEND", List.of("destination:" + destination, TRANSACTION), "{}".getBytes(UTF_8));
    }
}
