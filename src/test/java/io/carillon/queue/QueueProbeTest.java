package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.crypto.Ciphers;
import io.carillon.platform.Hand;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which messages the listeners drop as probes, and what a node knows of its own. */
class QueueProbeTest {

    private final Hand time = new Hand();
    private final QueueProbe probe = probe(1);

    @Test
    void aProbeIsKnownToEveryNodeWithTheKeyAndToNoOther() throws JMSException {
        Message sent = message(probe.begin());
        assertThat(probe.isProbe(sent), is(true));
        assertThat(probe(1).isProbe(sent), is(true));
        assertThat(probe(2).isProbe(sent), is(false));
    }

    @Test
    void whatAProducerWritesThereIsNoProbe() throws JMSException {
        String stamp = probe.begin();
        for (Object value : new Object[] {"", " ", "x", stamp.replace("/1", "/2"), stamp + "x", stamp.substring(1), 7,
            new byte[] {1}, "x".repeat(100_000) + " " + stamp}) {
            assertThat(String.valueOf(value), probe.isProbe(message(value)), is(false));
        }
        assertThat(probe.isProbe(message(null)), is(false));
    }

    @Test
    void aProbeIsUnderWayUntilTheListenerHandlesSomethingOrItExpires() {
        assertThat(probe.isUnderWay(), is(false));
        probe.begin();
        time.steps(Duration.ofHours(-1)).passes(Duration.ofSeconds(9));
        assertThat(probe.isUnansweredFor(Duration.ofSeconds(8)), is(true));
        probe.handled();
        assertThat(probe.isUnderWay(), is(false));
        assertThat(probe.isUnansweredFor(Duration.ZERO), is(false));

        probe.begin();
        time.passes(QueueProbe.TIME_TO_LIVE.plusMillis(1));
        assertThat(probe.isUnderWay(), is(false));
    }

    /** The broker moves it to the dead letters, whose listener works although that of changes does not. */
    @Test
    void aProbeThatIsRecognizedOrExpiresIsNotAnswered() throws JMSException {
        Message sent = message(probe.begin());
        time.passes(QueueProbe.TIME_TO_LIVE.plusMillis(1));
        assertThat(probe.isProbe(sent), is(true));
        probe.begin();
        assertThat(probe.isUnansweredFor(QueueProbe.TIME_TO_LIVE), is(true));
        probe.notSent();
        assertThat(probe.isUnderWay(), is(false));
        assertThat(probe.isUnansweredFor(QueueProbe.TIME_TO_LIVE), is(true));
        probe.handled();
        assertThat(probe.isUnansweredFor(Duration.ZERO), is(false));
    }

    @Test
    void anEmptyQueueMeansThatAnotherNodeTookTheProbeUnlessItMayHaveExpired() {
        probe.begin();
        time.passes(Duration.ofSeconds(9));
        probe.queueIsEmpty();
        assertThat(probe.isUnansweredFor(Duration.ofSeconds(8)), is(false));

        probe.begin();
        time.passes(QueueProbe.TIME_TO_LIVE);
        probe.queueIsEmpty();
        assertThat(probe.isUnansweredFor(Duration.ofSeconds(8)), is(true));
    }

    @Test
    void aNodeIsQuietWhenItsListenersEndNoCall() {
        time.passes(Duration.ofSeconds(6));
        assertThat(probe.isQuietFor(Duration.ofSeconds(5)), is(true));
        probe.handled();
        assertThat(probe.isQuietFor(Duration.ofSeconds(5)), is(false));
    }

    private QueueProbe probe(int key) {
        QueueProbe probe = new QueueProbe(Ciphers.withKeyOf(key), time.monotonic());
        probe.start();
        return probe;
    }

    /** A message with one property, or none. */
    private static Message message(Object stamp) {
        Map<String, Object> properties = stamp == null ? Map.of() : Map.of(QueueProbe.PROPERTY, stamp);
        return (Message) Proxy.newProxyInstance(Message.class.getClassLoader(), new Class<?>[] {Message.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "propertyExists" -> properties.containsKey(arguments[0]);
                    case "getObjectProperty" -> properties.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
