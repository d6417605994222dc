package io.carillon.blackbox.fuzz;

import static io.carillon.blackbox.fuzz.Fate.APPLIED;
import static io.carillon.blackbox.fuzz.Fate.EITHER;
import static io.carillon.blackbox.fuzz.Fate.NOTHING;
import static io.carillon.blackbox.fuzz.Fate.REFUSED;
import static io.carillon.blackbox.fuzz.Fate.REJECTED;
import static io.carillon.blackbox.fuzz.Fate.UNCONFIRMED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.WireStomp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages over STOMP. Every error ends a connection there, so each attempt that fails is followed by a new one. */
final class StompMessages extends ConnectedMessages<WireStomp> {

    private static final List<String> SPELLINGS = List.of("carillon.changes", "/queue/carillon.changes", "queue/carillon.changes",
            "jms.queue.carillon.changes");
    /** Colons arrive with STOMP 1.0; later versions have another notation for them. */
    private static final List<String> SPELLINGS_WITH_COLONS = List.of("queue://carillon.changes",
            "carillon.changes::carillon.changes");
    private static final String QUEUE = "carillon.changes";

    private int transactions;

    StompMessages(Random random, long organization, Login login, String prefix) {
        super(random, organization, login, prefix);
    }

    @Override
    Attempt good() {
        List<String> ids = ids();
        String to = oneIn(3) ? one(SPELLINGS) : QUEUE;
        String[] headers = headers();
        if (random.nextBoolean()) {
            byte[] body = bodies.goodBytes(ids);
            return attempt(APPLIED, ids, "bytes to " + to, () -> use(stomp -> stomp.sendBytes(to, body, headers)));
        }
        String body = bodies.good(ids);
        return attempt(APPLIED, ids, "text to " + to, () -> use(stomp -> stomp.send(to, body, headers)));
    }

    /** Headers that never matter, with a mark among them. */
    private String[] headers() {
        List<String> headers = new ArrayList<>(List.of("mark:" + mark()));
        if (oneIn(3)) {
            headers.add("persistent:" + one(List.of("true", "false", "maybe")));
        }
        if (oneIn(6)) {
            headers.add(one(FORGED) + ":" + one(FORGERIES));
        }
        if (oneIn(6)) {
            headers.add(one(List.of("content-type:text/plain", "correlation-id:\u00e9", "reply-to:/queue/unknown", "type:x",
                    "JMSXGroupID:g", "priority:7", "x-y.z:1", "empty:", "long:" + "x".repeat(3_000), "escaped:a\\cb\\nc\\\\d")));
        }
        return headers.toArray(String[]::new);
    }

    @Override
    Attempt bad() {
        String[] headers = headers();
        if (random.nextBoolean()) {
            byte[] body = bodies.badBytes(mark());
            return attempt(REJECTED, "bad bytes", () -> use(stomp -> stomp.sendBytes(QUEUE, body, headers)));
        }
        String body = bodies.bad(mark());
        return attempt(REJECTED, "bad text", () -> use(stomp -> stomp.send(QUEUE, body, headers)));
    }

    @Override
    Attempt odd() {
        List<String> ids = ids(1);
        byte[] body = bodies.good(ids).getBytes(UTF_8);
        String header = "mark:" + mark();
        return switch (random.nextInt(11)) {
            case 0 -> attempt(REFUSED, "not UTF-8, without content-length", () -> use(stomp -> stomp.send(QUEUE,
                    bodies.notUtf8(mark()), header)));
            case 1 -> {
                String elsewhere = one(ELSEWHERE);
                yield attempt(REFUSED, "to " + elsewhere, () -> use(stomp -> stomp.send(elsewhere, body, header)));
            }
            case 2 -> attempt(REFUSED, "no destination", () -> use(stomp -> stomp.command("SEND", List.of(header), body)));
            case 3 -> {
                String odd = one(List.of("priority:high", "priority:99", "priority:-1", "expires:soon", "expires:-5",
                        "expires:1", "JMSXGroupSeq:x", "_AMQ_SCHED_DELIVERY:x", "_AMQ_ROUTING_TYPE:0",
                        "destination-type:MULTICAST", "content-length:-1", "_AMQ_LARGE_COMPRESSED:true",
                        "_AMQ_LARGE_SIZE:x", "timestamp:-9223372036854775808", "bad\\header\\x:1"));
                yield attempt(EITHER, ids, "header " + odd, () -> use(stomp -> stomp.send(QUEUE, body, header, odd)));
            }
            case 4 -> {
                String[] many = new String[2_000];
                Arrays.setAll(many, i -> "h" + i + ":" + "x".repeat(40));
                many[0] = header;
                yield attempt(REJECTED, "80 KB of headers", () -> use(stomp -> stomp.send(QUEUE, body, many)));
            }
            case 5 -> attempt(REJECTED, "empty body", () -> use(stomp -> stomp.sendBytes(QUEUE, new byte[0], header)));
            case 6 -> attempt(APPLIED, ids, "among heart-beats, in pieces", () -> use(stomp -> inPieces(stomp, body, header)));
            case 7 -> {
                String to = one(SPELLINGS_WITH_COLONS);
                yield attempt(EITHER, ids, "to " + to, () -> use(stomp -> stomp.send(to, body, header)));
            }
            case 8 -> {
                String end = one(List.of("COMMIT", "ABORT", ""));
                yield attempt(REFUSED, ids, "no transaction after " + end, () -> use(stomp -> outside(stomp, end, body, header)));
            }
            case 9 -> {
                String unreadable = one(List.of("content-length:x", "content-length:-5", "content-length:2147483600",
                        "content-length:2147483647", "content-length:99999999999", "content-length:", "no colon"));
                yield attempt(REFUSED, ids, "header " + unreadable,
                        () -> use(stomp -> stomp.send(QUEUE, body, header, unreadable)));
            }
            default -> {
                String command = one(List.of("SUBSCRIBE", "send", "PUBLISH", "COMMIT", "ABORT"));
                yield attempt(REFUSED, command, () -> use(stomp -> stomp.command(command,
                        List.of("destination:" + QUEUE, "id:1", "transaction:none"), new byte[0])));
            }
        };
    }

    private void inPieces(WireStomp stomp, byte[] body, String header) throws IOException, Refused {
        byte[] frame = WireStomp.frame("SEND", List.of("destination:" + QUEUE, header, "persistent:true"), body);
        stomp.writeRaw("\n\n".getBytes(UTF_8));
        int size = Math.max(1, frame.length / 5);
        for (int from = 0; from < frame.length; from += size) {
            stomp.writeRaw(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + size)));
        }
        stomp.send(QUEUE, "no change, but a receipt for what was before it", "mark:none");
    }

    /** In a transaction that has ended or, without an {@code end}, was never begun. */
    private void outside(WireStomp stomp, String end, byte[] body, String header) throws IOException, Refused {
        String transaction = "transaction:tx-" + ++transactions;
        if (!end.isEmpty()) {
            stomp.command("BEGIN", List.of(transaction), new byte[0]);
            stomp.command(end, List.of(transaction), new byte[0]);
        }
        stomp.send(QUEUE, body, header, transaction);
    }

    @Override
    Attempt transaction() {
        List<String> ids = ids(3);
        String end = one(List.of("COMMIT", "COMMIT", "ABORT", "refused", ""));
        return attempt(end.equals("COMMIT") ? APPLIED : NOTHING, ids, "transaction, then " + end, () -> use(stomp -> {
            String name = "tx-" + ++transactions;
            stomp.command("BEGIN", List.of("transaction:" + name), new byte[0]);
            for (String id : ids) {
                stomp.send(QUEUE, bodies.good(List.of(id)), "transaction:" + name);
            }
            finish(stomp, name, end);
        }));
    }

    private void finish(WireStomp stomp, String transaction, String end) throws IOException, Refused {
        switch (end) {
            case "" -> close();
            case "refused" -> {
                stomp.write("SEND", List.of("destination:other", "transaction:" + transaction), new byte[1]);
                stomp.command("COMMIT", List.of("transaction:" + transaction), new byte[0]);
            }
            default -> stomp.command(end, List.of("transaction:" + transaction), new byte[0]);
        }
    }

    @Override
    Attempt brokenOff() {
        List<String> ids = ids(1);
        byte[] frame = WireStomp.frame("SEND", List.of("destination:" + QUEUE), bodies.goodBytes(ids));
        if (random.nextBoolean()) {
            return attempt(UNCONFIRMED, ids, "no receipt", () -> use(stomp -> {
                stomp.writeRaw(frame);
                close();
            }));
        }
        int length = random.nextInt(frame.length - 1);
        byte[] start = oneIn(4) ? WireStomp.frame("SEND", List.of("destination:" + QUEUE, "content-length:x"),
                bodies.goodBytes(ids)) : Arrays.copyOf(frame, length);
        return attempt(NOTHING, ids, "broken off after " + start.length + " bytes", () -> use(stomp -> {
            stomp.writeRaw(start);
            close();
        }));
    }

    @Override
    WireStomp connect() throws IOException, Refused {
        return new WireStomp(login, one(List.of("1.0", "1.1", "1.2")));
    }
}
