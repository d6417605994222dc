package io.carillon.blackbox.crash.network;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final int A_MOMENT_MILLIS = 50;
    private static final int LIMIT_MILLIS = 10_000;

    private ServerSocket door;
    private Link link;
    private Socket node;
    private Socket part;

    @BeforeEach
    void connect() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        link = new Link(door.getLocalPort());
        node = new Socket(InetAddress.getLoopbackAddress(), link.port());
        part = door.accept();
        node.setSoTimeout(LIMIT_MILLIS);
        part.setSoTimeout(LIMIT_MILLIS);
        say(1);
    }

    @AfterEach
    void close() throws IOException {
        node.close();
        part.close();
        link.close();
        door.close();
    }

    @Test
    void whatIsSaidInSilenceComesAfterIt() throws IOException {
        link.silence();
        node.getOutputStream().write(2);
        part.setSoTimeout(A_MOMENT_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> part.getInputStream().read());
        part.setSoTimeout(LIMIT_MILLIS);
        link.heal();
        assertThat(part.getInputStream().read(), is(2));
    }

    @Test
    void latencyIsInEachDirection() throws IOException {
        link.delay(Duration.ofMillis(A_MOMENT_MILLIS));
        long start = System.nanoTime();
        say(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis(), greaterThanOrEqualTo(2L * A_MOMENT_MILLIS));
    }

    @Test
    void aNodeDoesNotLearnThatThePartHasLeft() throws IOException {
        link.losePart();
        assertThrows(SocketException.class, () -> part.getInputStream().read());
        node.getOutputStream().write(4);
        node.setSoTimeout(A_MOMENT_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> node.getInputStream().read());
        assertThat(link.keptByNode(), is(1L));
    }

    @Test
    void aPartDoesNotLearnThatTheNodeHasLeftUntilTheLinkHeals() throws IOException {
        link.loseNode();
        assertThrows(SocketException.class, () -> node.getInputStream().read());
        part.setSoTimeout(A_MOMENT_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> part.getInputStream().read());
        link.heal();
        part.setSoTimeout(LIMIT_MILLIS);
        assertThrows(SocketException.class, () -> part.getInputStream().read());
    }

    /** The node says something, and the part answers with the same. */
    private void say(int word) throws IOException {
        node.getOutputStream().write(word);
        part.getOutputStream().write(part.getInputStream().read());
        assertThat(node.getInputStream().read(), is(word));
    }
}
