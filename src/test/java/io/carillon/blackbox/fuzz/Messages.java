package io.carillon.blackbox.fuzz;

import io.carillon.blackbox.fuzz.Attempt.Sending;
import io.carillon.blackbox.support.Login;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * An endless, seeded sequence of messages of one protocol: about half of them good, some bad, some odd, some in transactions,
 * some broken off. Opens connections as it needs them and gives up those that the broker has closed.
 */
abstract class Messages implements AutoCloseable {

    /** Words that belong to Carillon; no producer may use them. */
    static final List<String> FORGED = List.of("carillon_rejected", "carillon_origin", "carillon_sent_at", "carillon_protocol",
            "carillon_client", "carillon_message_id", "carillon_seal", "carillon_element", "carillon_" + "x".repeat(50));
    static final List<String> FORGERIES = List.of("http", "-9223372036854775808", "rm_00000000000000000000000000000000",
            "", "x".repeat(300), "\u00e9\ud83d\ude80");
    static final List<String> ELSEWHERE = List.of("carillon.change", "carillon.changes.x", "carillon.dead-letter",
            "activemq.management", "other");

    final Random random;
    final ChangeBodies bodies;
    final Login login;
    private final String prefix;
    private int number;
    private String mark;

    /** {@code prefix} begins every mark, and is used by no other sequence. */
    Messages(Random random, long organization, Login login, String prefix) {
        this.random = random;
        this.login = login;
        this.prefix = prefix;
        bodies = new ChangeBodies(random, organization);
    }

    final Attempt next() {
        mark = prefix + ++number + "x";
        int kind = random.nextInt(100);
        if (kind < 50) {
            return good();
        }
        return kind < 75 ? bad() : kind < 92 ? odd() : kind < 97 ? transaction() : brokenOff();
    }

    /** A message that every producer might send. */
    abstract Attempt good();

    /** A message that cannot be used. */
    abstract Attempt bad();

    /** A message that no ordinary client sends. */
    abstract Attempt odd();

    /** Several messages that count together, or not at all. */
    abstract Attempt transaction();

    /** The connection ends in the middle. */
    abstract Attempt brokenOff();

    final String mark() {
        return mark;
    }

    /** Ids for one to three changes of the current message. */
    final List<String> ids() {
        return ids(1 + random.nextInt(3));
    }

    final List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> mark + i).toList();
    }

    final Attempt attempt(Fate fate, List<String> ids, String what, Sending sending) {
        return new Attempt(mark, ids, fate, what, sending);
    }

    final Attempt attempt(Fate fate, String what, Sending sending) {
        return attempt(fate, List.of(), what, sending);
    }

    final <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    final boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }
}
