package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.address.AddressForms;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At sending, whatever was written earlier: no forbidden address ever sees a connection, and the attempt says so. */
class ForbiddenAddressesTest {

    static List<String> refusedForms() {
        return AddressForms.of("refused");
    }

    @ParameterizedTest
    @MethodSource("refusedForms")
    void noFormOfAForbiddenAddressIsDialled(String url) {
        try (Sending sending = new Sending(null, new Names(host -> {
            throw new AssertionError("looked up " + host);
        }))) {
            assertThat(sending.to(url), instanceOf(Refused.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.2", "169.254.169.254", "192.168.1.1", "0.0.0.0", "::1", "fd00::1",
        "fe80::1", "64:ff9b::7f00:1", "2002:7f00:1::"})
    void aNameThatLeadsThereIsRefusedWithAReason(String address) {
        try (Sending sending = new Sending(null, Names.leadingTo(address))) {
            assertThat(((Refused) sending.to("https://hook.example.com/")).detail(),
                    allOf(containsString("hook.example.com"), containsString("must not reach")));
        }
    }

    @Test
    void oneForbiddenAddressAmongGoodOnesRefusesTheAttempt() {
        try (RawReceiver good = receiver("127.0.0.1");
                Sending sending = new Sending(null, Names.leadingTo("127.0.0.1,10.0.0.1"))) {
            assertThat(sending.to("http://hook.example.com:" + good.port() + "/"), instanceOf(Refused.class));
            assertThat(good.connections.get(), is(0));
        }
    }

    @Test
    void aNameThatChangesAfterTheCheckGainsNothing() throws Exception {
        try (RawReceiver good = receiver("127.0.0.1");
                RawReceiver inside = new RawReceiver(new ServerSocket(good.port(), 50,
                        InetAddress.getByName("127.0.0.2")), true, ForbiddenAddressesTest::ok);
                Sending sending = new Sending(null, Names.leadingTo("127.0.0.1", "127.0.0.2", "127.0.0.2"))) {
            String url = "http://hook.example.com:" + good.port() + "/";
            assertThat(sending.to(url), instanceOf(Answered.class));
            assertThat("the judged address was dialled, the name was not looked up again", good.requests.get(), is(1));
            assertThat(sending.to(url), instanceOf(Refused.class));
            assertThat(sending.to(url), instanceOf(Refused.class));
            assertThat(inside.connections.get(), is(0));
        }
    }

    @Test
    void aResolverThatDoesNotAnswerIsLeftAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        try (Sending sending = new Sending(null, new Names(host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }))) {
            NoAnswer result = (NoAnswer) sending.to("https://hook.example.com/");
            assertThat(result.reason(), is(DeliveryResult.Reason.TIMEOUT));
            assertThat(result.millis(), is(lessThan(Sending.MOST_MILLIS)));
        }
    }

    private static RawReceiver receiver(String address) {
        return new RawReceiver(address, ForbiddenAddressesTest::ok);
    }

    private static void ok(Socket socket, OutputStream out) throws IOException {
        RawReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}
