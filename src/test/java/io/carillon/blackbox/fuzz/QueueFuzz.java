package io.carillon.blackbox.fuzz;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.WireProtocol;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Sends generated messages over all protocols at once, then one good change over each, and settles the account. The same seed
 * gives the same messages.
 */
final class QueueFuzz {

    /** So many sends without an answer end a protocol: each takes its time. */
    private static final int MOST_SILENCES = 5;
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final Api api;
    private final Login login;
    private final Scenario scenario;
    private final Endpoint endpoint;
    private final String prefix = "fz" + Scenario.aNewId().substring(0, 8) + "-";
    private final Account account = new Account(prefix);

    QueueFuzz(Api api, Receiver receiver, Login login) {
        this.api = api;
        this.login = login;
        scenario = new Scenario(api, receiver);
        endpoint = scenario.anEndpoint().thin().instant().retrying().create();
    }

    /** Sends {@code count} messages; what is not as it must be, a line each. */
    List<String> run(long seed, int count) throws Exception {
        List<Messages> all = new ArrayList<>();
        for (WireProtocol protocol : WireProtocol.values()) {
            all.add(messages(protocol, new Random(seed + protocol.ordinal())));
        }
        List<String> complaints = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<Future<String>> sending = all.stream().map(one -> threads.submit(() -> send(one, count / all.size()))).toList();
            for (Future<String> protocol : sending) {
                String complaint = protocol.get();
                if (complaint != null) {
                    complaints.add(complaint);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        complaints.addAll(probe(count));
        settle(count);
        complaints.addAll(settled());
        return complaints;
    }

    long confirmed() {
        return account.confirmed();
    }

    private Messages messages(WireProtocol protocol, Random random) {
        long organization = scenario.organizationId();
        return switch (protocol) {
            case CORE -> new CoreMessages(random, organization, login, prefix + "C");
            case AMQP -> new AmqpMessages(random, organization, login, prefix + "A");
            case OPENWIRE -> new OpenWireMessages(random, organization, login, prefix + "O");
            case STOMP -> new StompMessages(random, organization, login, prefix + "S");
            case MQTT -> new MqttMessages(random, organization, login, prefix + "M");
        };
    }

    private String send(Messages messages, int count) {
        int silences = 0;
        try (messages) {
            for (int i = 0; i < count; i++) {
                Attempt attempt = messages.next();
                String refusal = refusal(attempt);
                account.add(attempt, refusal);
                silences += refusal != null && refusal.startsWith("silence") ? 1 : 0;
                if (silences > MOST_SILENCES) {
                    return messages.getClass().getSimpleName() + " gave up after " + i + ": " + refusal;
                }
            }
            return null;
        } catch (Exception e) {
            return messages.getClass().getSimpleName() + " broke down: " + e + ", " + e.getCause();
        }
    }

    private static String refusal(Attempt attempt) {
        try {
            attempt.sending().send();
            return null;
        } catch (InterruptedIOException e) {
            return "silence: " + e;
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** A change over HTTP and over each protocol, on new connections; they are behind what has not been handled yet. */
    private List<String> probe(int count) {
        List<String> complaints = new ArrayList<>();
        List<String> expected = new ArrayList<>(List.of("last-HTTP"));
        scenario.post(scenario.aChange("team", "update", "last-HTTP"));
        for (WireProtocol protocol : WireProtocol.values()) {
            try {
                protocol.send(login, scenario.aChange("team", "update", "last-" + protocol));
                expected.add("last-" + protocol);
            } catch (Exception e) {
                complaints.add("the last change over " + protocol + " was refused: " + e);
            }
        }
        try {
            await().atMost(limit(count)).until(() -> {
                account.read(endpoint);
                return expected.stream().allMatch(id -> account.effects(id) == 1);
            });
        } catch (ConditionTimeoutException e) {
            expected.stream().filter(id -> account.effects(id) != 1)
                    .forEach(id -> complaints.add(id + " took effect " + account.effects(id) + " times"));
        }
        return complaints;
    }

    private static Duration limit(int count) {
        return SETTLING.plusMillis(12L * count);
    }

    /** Waits for what must take effect, as long as something still comes. */
    private void settle(int count) {
        try {
            await().atMost(limit(count)).pollInterval(Duration.ofMillis(500)).until(() -> {
                account.read(endpoint);
                return account.missing() == 0;
            });
        } catch (ConditionTimeoutException e) {
            System.out.println("queue fuzz: missing=" + account.missing());
        }
    }

    private List<String> settled() {
        List<String> complaints = new ArrayList<>();
        try {
            await().atMost(SETTLING).pollInterval(Duration.ofSeconds(3)).pollDelay(Duration.ZERO).until(() -> {
                account.read(endpoint);
                complaints.clear();
                complaints.addAll(account.complaints(api));
                return complaints.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            System.out.println("queue fuzz: complaints=" + complaints.size());
        }
        return complaints;
    }
}
