package io.carillon.blackbox.crash;

import io.carillon.blackbox.crash.Ledger.Reported;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Producer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Careful producers, half over HTTP to any node and half over JMS: each sends a few changes of few objects, again under
 * the same ids until they are confirmed; one of them gives ids to messages instead of changes. Now and then one gives up, and
 * what became of its changes is unknown, or sends again what was confirmed, as if it had not learned of it.
 */
public final class LoadProducers implements AutoCloseable {

    private static final int PRODUCERS = 4;
    private static final int OBJECTS = 12;
    private static final int LARGEST = 4;
    private static final int GIVE_UP_ONE_IN = 20;
    private static final int REPEAT_ONE_IN = 20;
    private static final List<String> TYPES = List.of("team", "team", "event", "roster", "profile");
    private static final List<String> OPERATIONS = List.of("create", "update", "update", "update", "delete");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(PRODUCERS);
    private final Ledger ledger;
    private final List<Long> organizations;
    private final List<CarillonProcess> nodes;
    private final String brokerUrl;
    private final Trap trap;

    public LoadProducers(Ledger ledger, List<Long> organizations, List<CarillonProcess> nodes, String brokerUrl, Trap trap) {
        this.ledger = ledger;
        this.organizations = organizations;
        this.nodes = nodes;
        this.brokerUrl = brokerUrl;
        this.trap = trap;
    }

    /** Begins with about {@code perSecond} changes a second; {@code seed} decides what they are. */
    public void start(long seed, int perSecond) {
        long micros = 1_000_000L * PRODUCERS * (LARGEST + 1) / 2 / perSecond;
        for (int i = 0; i < PRODUCERS; i++) {
            Random random = new Random(seed + i);
            Producer producer = i % 2 == 0 ? new HttpProducer(random) : new JmsProducer(random, i == 1);
            threads.scheduleWithFixedDelay(producer, micros / PRODUCERS * i, micros, TimeUnit.MICROSECONDS);
        }
    }

    /** Ends without another try of what is not confirmed. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a producer does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private abstract class Producer implements Runnable {

        final Random random;
        private List<Reported> unconfirmed = List.of();

        public Producer(Random random) {
            this.random = random;
        }

        @Override
        public void run() {
            if (unconfirmed.isEmpty() || random.nextInt(GIVE_UP_ONE_IN) == 0) {
                unconfirmed = some();
                ledger.sending(unconfirmed);
            }
            try {
                send(unconfirmed);
                ledger.acknowledged(unconfirmed);
                unconfirmed = random.nextInt(REPEAT_ONE_IN) == 0 ? unconfirmed : List.of();
            } catch (UncheckedIOException | AssertionError | JMSRuntimeException | IllegalStateException notConfirmed) {
                forget();
            }
        }

        private List<Reported> some() {
            List<Reported> changes = new ArrayList<>();
            for (int left = 1 + random.nextInt(LARGEST); left > 0; left--) {
                changes.add(new Reported(ledger.nextId(), one(organizations), one(TYPES), one(OPERATIONS),
                        "o" + random.nextInt(OBJECTS), System.nanoTime()));
            }
            return changes;
        }

        public final <T> T one(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        public final String json(List<Reported> changes) {
            return changes.stream().map(Reported::json).collect(Collectors.joining(",", "[", "]"));
        }

        /** Returns when the changes are confirmed. */
        public abstract void send(List<Reported> changes);

        /** The connection did not hold what it promised. */
        public abstract void forget();
    }

    private final class HttpProducer extends Producer {

        public HttpProducer(Random random) {
            super(random);
        }

        @Override
        public void send(List<Reported> changes) {
            CarillonProcess node = one(nodes);
            trap.reached(KillPoint.ASKED, node);
            Api.json(node.api().post("/changes", json(changes)), 202);
        }

        @Override
        public void forget() {
            // each request is independent
        }
    }

    private final class JmsProducer extends Producer {

        private final boolean identifiesMessages;
        private JMSContext jms;

        public JmsProducer(Random random, boolean identifiesMessages) {
            super(random);
            this.identifiesMessages = identifiesMessages;
        }

        @Override
        @SuppressWarnings("resource")
        public void send(List<Reported> changes) {
            if (jms == null) {
                String patience = (brokerUrl.contains("?") ? "&" : "?")
                        + "callTimeout=5000&callFailoverTimeout=5000&connectionTTL=15000&clientFailureCheckPeriod=5000";
                jms = new ActiveMQConnectionFactory(brokerUrl + patience, BrokerProcess.PRODUCER, BrokerProcess.PASSWORD)
                        .createContext();
            }
            Queue queue = jms.createQueue("carillon.changes");
            if (identifiesMessages) {
                jms.createProducer().setProperty("_AMQ_DUPL_ID", changes.get(0).id()).send(queue, withoutIds(json(changes)));
            } else {
                jms.createProducer().send(queue, json(changes));
            }
        }

        private static String withoutIds(String changes) {
            return changes.replaceAll("\"id\":\"[^\"]*\",", "");
        }

        @Override
        public void forget() {
            if (jms != null) {
                try {
                    jms.close();
                } catch (JMSRuntimeException alreadyGone) {
                    // that is why it is forgotten
                } finally {
                    jms = null;
                }
            }
        }
    }
}
