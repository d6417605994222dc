package io.carillon.sending;

import static io.carillon.sending.RawReceiver.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A receiver whose answer has no end. */
@Isolated // measures the memory that all tests share
class EndlessReceiverTest {

    private static final byte[] MEGABYTE = "x".repeat(1 << 20).getBytes();

    @Test
    void memoryStaysFlat() {
        try (RawReceiver endless = new RawReceiver("127.0.0.1", (socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                out.write(MEGABYTE);
            }
        }); Sending sending = new Sending()) {
            String url = "http://127.0.0.1:" + endless.port() + "/";
            sending.to(url);
            long before = used();
            for (int i = 0; i < 50; i++) {
                sending.to(url);
            }
            assertThat(used() - before, is(lessThan(8L << 20)));
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
