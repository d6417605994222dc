package io.carillon.blackbox.crash.network;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.crash.network.NetworkSite.Links;
import io.carillon.blackbox.support.CarillonProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Troubles of the network, one after the other, in an order that a seed decides: of which kind, of which node, with the broker,
 * the database or both, and for how long. Nodes must report partitions in time, and all must be ready soon after each trouble.
 */
final class Troubles {

    /** What the operator is promised. */
    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration PROGRESS_LIMIT = Duration.ofMinutes(5);
    /** Webhooks between two troubles. */
    private static final int PROGRESS = 100;
    private static final int SHORTEST_MILLIS = 500;
    /** Longer than a lease, and than the pause after which a node or the broker gives a connection up. */
    private static final int SHORT_MILLIS = 25_000;
    private static final int LONG_MILLIS = 150_000;
    private static final int LONG_ONE_IN = 15;

    private final Map<Trouble, Integer> dealt = new EnumMap<>(Trouble.class);
    private final NetworkSite network;
    private final CrashTrial trial;
    private final Random random;
    private final Optional<PacketFilter> filter;
    private Duration slowestNotice = Duration.ZERO;
    private Duration slowestRecovery = Duration.ZERO;

    Troubles(NetworkSite network, CrashTrial trial, Random random, Optional<PacketFilter> filter) {
        this.network = network;
        this.trial = trial;
        this.random = random;
        this.filter = filter;
    }

    /** Deals {@code count} troubles, of each kind as many as of any other. */
    void deal(int count) {
        List<Trouble> kinds = Arrays.stream(Trouble.values()).filter(kind -> filter.isPresent() || !kind.isOfPackets()).toList();
        List<Trouble> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(kinds.get(i % kinds.size()));
        }
        Collections.shuffle(order, random);
        for (Trouble kind : order) {
            int before = trial.webhooks();
            strike(kind);
            await("webhooks after " + kind).atMost(PROGRESS_LIMIT).until(() -> trial.webhooks() >= before + PROGRESS);
        }
    }

    private void strike(Trouble kind) {
        CarillonProcess node = one(network.site().nodes());
        Links links = network.of(node);
        List<Link> hit = one(List.of(List.of(links.broker()), List.of(links.database()), links.both()));
        Duration length = length();
        System.out.printf("network run: %d %s node=%d links=%d broker=%s length=%s webhooks=%d repeats=%d%n", dealt(), kind,
                network.site().nodes().indexOf(node) + 1, hit.size(), hit.contains(links.broker()), length, trial.webhooks(),
                trial.repeats());
        long began = System.nanoTime();
        hit.forEach(link -> kind.begin(link, filter.orElse(null)));
        try {
            if (kind.isPartition() && length.compareTo(NOTICED) > 0) {
                await("notice of " + kind).atMost(NOTICED).pollInterval(Duration.ofMillis(100))
                        .until(() -> !node.api().isReady());
                slowestNotice = longer(slowestNotice, since(began));
            }
            await().pollDelay(length.minus(since(began)).abs()).atMost(length.plusMinutes(1)).until(() -> true);
        } finally {
            hit.forEach(link -> kind.end(link, filter.orElse(null)));
        }
        long ended = System.nanoTime();
        await("recovery from " + kind).atMost(RECOVERY).pollInterval(Duration.ofMillis(250))
                .until(() -> network.site().nodes().stream().allMatch(each -> each.api().isReady()));
        slowestRecovery = longer(slowestRecovery, since(ended));
        dealt.merge(kind, 1, Integer::sum);
    }

    private Duration length() {
        int longest = random.nextInt(LONG_ONE_IN) == 0 ? LONG_MILLIS : SHORT_MILLIS;
        return Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(longest));
    }

    private int dealt() {
        return dealt.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** How many of each kind there were. */
    Map<Trouble, Integer> kinds() {
        return dealt;
    }

    /** The longest time from the beginning of a partition until the node was not ready. */
    Duration slowestNotice() {
        return slowestNotice;
    }

    /** The longest time from the end of a trouble until all nodes were ready. */
    Duration slowestRecovery() {
        return slowestRecovery;
    }
}
