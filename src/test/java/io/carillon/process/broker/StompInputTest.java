package io.carillon.process.broker;

import static io.carillon.blackbox.support.WireStomp.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.WireStomp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that the decoder of the broker would not answer, or would reserve memory for, and frames in odd pieces. */
class StompInputTest {

    private static final List<String> DESTINATION = List.of("destination:carillon.changes");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] BODY = "{}".getBytes(UTF_8);

    @TempDir
    static Path home;
    private static ProducersPort port;

    @BeforeAll
    static void start() throws Exception {
        port = new ProducersPort(home);
    }

    @AfterEach
    void empties() throws Exception {
        port.server().locateQueue("carillon.changes").deleteAllReferences();
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of("1.0", "1.1", "1.2").flatMap(version -> Stream.of("content-length:x", "content-length:",
                "content-length:1.5", "content-length:-5", "content-length:2147483600", "content-length:2147483647",
                "content-length:5000000000", "content-length:40000000", "a line without a colon")
                .map(header -> Arguments.of(version, header)));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void headersThatCannotBeReadAreAnsweredWithAnError(String version, String header) throws Exception {
        try (WireStomp stomp = new WireStomp(port.login("office"), version)) {
            stomp.writeRaw(packet(send("receipt:r", header), send("receipt:s")));
            WireStomp.Frame answer = stomp.read();
            assertThat(answer.toString(), answer.command(), is("ERROR"));
            assertThat(answer.headers().get("receipt-id"), is("r"));
            assertThrows(IOException.class, stomp::read);
        }
        assertThat(port.queued(), empty());
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void evenBehindTheFirstFrame(String version, String header) throws Exception {
        try (WireStomp stomp = new WireStomp(port.login("office"), version, send("receipt:r", header))) {
            assertThat(stomp.read().command(), is("ERROR"));
            assertThrows(IOException.class, stomp::read);
        }
        assertThat(port.queued(), empty());
    }

    @Test
    void framesInOnePacketAreAllConfirmed() throws Exception {
        byte[] binary = {'a', 0, '\n', 0, '\n', '\n', 0};
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            frames.add(frame("SEND", Stream.concat(DESTINATION.stream(),
                    Stream.of("receipt:b" + i, "content-length:" + binary.length)).toList(), binary));
            frames.add("\n\n".getBytes(UTF_8));
            frames.add(send("receipt:t" + i));
        }
        try (WireStomp stomp = new WireStomp(port.login("office"))) {
            stomp.writeRaw(packet(frames.toArray(byte[][]::new)));
            for (int i = 0; i < 10; i++) {
                assertThat(stomp.read().headers().get("receipt-id"), is("b" + i));
                assertThat(stomp.read().headers().get("receipt-id"), is("t" + i));
            }
        }
        await().atMost(LIMIT).until(port::queued, hasSize(20));
    }

    @Test
    void framesInSingleBytesAreConfirmed() throws Exception {
        byte[] binary = {0, '\r', '\n'};
        byte[] packet = packet(send("receipt:t"), frame("SEND", List.of("destination:carillon.changes", "content-length:3\r",
                "receipt:b\r"), binary));
        try (WireStomp stomp = new WireStomp(port.login("office"))) {
            for (byte next : packet) {
                stomp.writeRaw(new byte[] {next});
            }
            assertThat(stomp.read().headers().get("receipt-id"), is("t"));
            assertThat(stomp.read().headers().get("receipt-id"), is("b"));
        }
        await().atMost(LIMIT).until(port::queued, hasSize(2));
    }

    /** A client of 1.2 may end its lines like that from its first frame on, which the broker reads as one of 1.0 at first. */
    @Test
    void linesMayEndWithTwoCharacters() throws Exception {
        String packet = "CONNECT\r\nhost:localhost\r\naccept-version:1.2\r\nlogin:office\r\npasscode:any\r\n\r\n\0"
                + "SEND\r\ndestination:carillon.changes\r\nreceipt:r\r\n\r\n{}\0";
        try (Socket socket = new Socket("127.0.0.1", port.login("office").port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(packet.getBytes(UTF_8));
            Scanner answers = new Scanner(socket.getInputStream(), UTF_8);
            assertThat(answers.findWithinHorizon("CONNECTED|ERROR", 0), is("CONNECTED"));
            assertThat(answers.findWithinHorizon("RECEIPT|ERROR", 0), is("RECEIPT"));
        }
        await().atMost(LIMIT).until(port::queued, hasSize(1));
    }

    @Test
    void aLongFrameIsFollowedByOthers() throws Exception {
        try (WireStomp stomp = new WireStomp(port.login("office"))) {
            stomp.sendBytes("carillon.changes", new byte[15 << 20]);
            stomp.send("carillon.changes", "{}");
            stomp.send("carillon.changes", "x".repeat(7 << 20));
        }
        await().atMost(LIMIT).until(port::queued, hasSize(3));
    }

    private static byte[] send(String... headers) {
        return frame("SEND", Stream.concat(DESTINATION.stream(), Stream.of(headers)).toList(), BODY);
    }

    private static byte[] packet(byte[]... frames) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            packet.writeBytes(frame);
        }
        return packet.toByteArray();
    }
}
