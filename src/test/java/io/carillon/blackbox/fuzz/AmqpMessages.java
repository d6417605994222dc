package io.carillon.blackbox.fuzz;

import static io.carillon.blackbox.fuzz.Fate.APPLIED;
import static io.carillon.blackbox.fuzz.Fate.EITHER;
import static io.carillon.blackbox.fuzz.Fate.NOTHING;
import static io.carillon.blackbox.fuzz.Fate.REFUSED;
import static io.carillon.blackbox.fuzz.Fate.REJECTED;
import static io.carillon.blackbox.fuzz.Fate.UNCONFIRMED;
import static io.carillon.blackbox.support.AmqpSections.change;
import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static io.carillon.blackbox.support.AmqpSections.map;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.WireAmqp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnknownDescribedType;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.engine.Sender;

/** Messages over AMQP 1.0: every body the standard knows, among sections and values that no JMS client writes. */
final class AmqpMessages extends ConnectedMessages<WireAmqp> {

    private static final List<String> SPELLINGS = List.of("carillon.changes", "carillon.changes::carillon.changes");
    private static final List<String> SPELLINGS_OF_OTHERS = List.of("queue://carillon.changes", "/queue/carillon.changes",
            "jms.queue.carillon.changes");

    /** The position of the structure of a message with one application property, and its name. */
    private static final int BEFORE_THE_MARK = 12;

    private final OddAmqp odd;
    private Sender sender;

    AmqpMessages(Random random, long organization, Login login, String prefix) {
        super(random, organization, login, prefix);
        odd = new OddAmqp(random);
    }

    @Override
    Attempt good() {
        List<String> ids = ids();
        String first = ids.get(0);
        byte[] text = bodies.goodBytes(ids);
        return switch (random.nextInt(8)) {
            case 0 -> sent(APPLIED, ids, "data", data(text));
            case 1 -> {
                int cut = random.nextInt(text.length);
                yield sent(APPLIED, ids, "two data sections", data(Arrays.copyOf(text, cut)),
                        data(Arrays.copyOfRange(text, cut, text.length)));
            }
            case 2 -> sent(APPLIED, ids, "value of binary", new AmqpValue(new Binary(text)));
            case 3 -> sent(APPLIED, ids.subList(0, 1), "map with text",
                    change(bodies.organization(), first, bodies.data()));
            case 4 -> sent(APPLIED, ids.subList(0, 1), "map in a map", change(bodies.organization(), first, dataMap()));
            case 5 -> sent(APPLIED, ids, "value of a list of maps", new AmqpValue(maps(ids)));
            case 6 -> sent(APPLIED, ids, "sequence of maps", new AmqpSequence(maps(ids)));
            default -> sent(APPLIED, ids, "value of text", new AmqpValue(bodies.good(ids)));
        };
    }

    private Map<Object, Object> dataMap() {
        return map("name", "Harbour Rowers", "more", odd.json(2));
    }

    private List<Object> maps(List<String> ids) {
        return new ArrayList<>(ids.stream().map(id -> change(bodies.organization(), id, dataMap()).getValue()).toList());
    }

    @Override
    Attempt bad() {
        return switch (random.nextInt(9)) {
            case 0 -> sent(REJECTED, List.of(), "bad data", data(bodies.badBytes(mark())));
            case 1 -> sent(REJECTED, List.of(), "bad text", new AmqpValue(bodies.bad(mark())));
            case 2 -> sent(REJECTED, List.of(), "map with another member", new AmqpValue(map("organizationId",
                    bodies.organization(), "eventType", "team.updated", "resourceId", "x", "colour", mark())));
            case 3 -> sent(REJECTED, List.of(), "map with keys that are no text", new AmqpValue(map(1, mark(),
                    Symbol.valueOf("resourceId"), "x", new Binary(new byte[1]), 5)));
            case 4 -> sent(REJECTED, List.of(), "null", new AmqpValue(null));
            case 5 -> sent(REJECTED, List.of(), "no body");
            case 6 -> sent(REJECTED, List.of(), "number", new AmqpValue(one(List.of(5, 5.5, true, 'c', UnsignedLong.ZERO))));
            case 7 -> sent(REJECTED, List.of(), "described value", new AmqpValue(
                    new UnknownDescribedType(Symbol.valueOf("com.example:change"), mark())));
            default -> sent(REJECTED, List.of(), "no bytes", data(new byte[0]));
        };
    }

    @Override
    Attempt odd() {
        List<String> ids = ids(1);
        String id = ids.get(0);
        byte[] good = encode(new ApplicationProperties(Map.of("mark", mark())), data(bodies.goodBytes(ids)));
        return switch (random.nextInt(15)) {
            case 11 -> {
                Properties properties = new Properties();
                properties.setContentType(Symbol.valueOf(one(List.of("application/x-java-serialized-object",
                        "text/plain;charset=utf-16", "text/plain;charset=none", "text/plain;charset="))));
                yield raw(EITHER, ids, "type " + properties.getContentType(), ChangeBodies.joined(encode(properties), good));
            }
            case 12 -> raw(EITHER, ids, "routing type", ChangeBodies.joined(encode(new MessageAnnotations(Map.of(
                    Symbol.valueOf("x-opt-routing-type"), one(List.of((byte) 0, (byte) 1, 77, "x", Map.of()))))), good));
            case 13 -> raw(APPLIED, ids, "schedule", ChangeBodies.joined(encode(odd.schedule()), good));
            case 0 -> sent(EITHER, ids, "map with odd data", change(bodies.organization(), id, odd.value(3)));
            case 1 -> sent(EITHER, ids, "any value", new AmqpValue(odd.value(3)));
            case 2 -> sent(EITHER, ids, "list of anything", new AmqpValue(Arrays.asList(odd.value(3))));
            case 3 -> sent(EITHER, ids, "two sequences", new AmqpSequence(maps(ids)), new AmqpSequence(List.of()));
            case 4 -> sent(EITHER, List.of(), "an empty name", new AmqpValue(map("organizationId",
                    bodies.organization(), "", mark())));
            case 5 -> raw(EITHER, ids, "unknown section", ChangeBodies.joined(encode(
                    new UnknownDescribedType(UnsignedLong.valueOf(0x99), "x")), good));
            case 6 -> raw(REJECTED, List.of(), "noise", ChangeBodies.joined(encode(data(mark().getBytes())), bodies.noise(60)));
            case 7 -> raw(EITHER, ids, "cut off", Arrays.copyOf(good, good.length - 1 - random.nextInt(good.length / 3)));
            case 8 -> {
                byte[] flipped = good.clone();
                flipped[random.nextInt(BEFORE_THE_MARK)] ^= (byte) (1 << random.nextInt(8));
                yield raw(EITHER, ids, "a bit flipped", flipped);
            }
            case 9 -> raw(REJECTED, List.of(), "80 KB of properties", encode(new ApplicationProperties(Map.of("mark", mark(),
                    "large", "x".repeat(80_000))), data(bodies.goodBytes(ids))));
            case 10 -> {
                String elsewhere = oneIn(3) ? one(SPELLINGS_OF_OTHERS) : one(ELSEWHERE);
                yield attempt(REFUSED, ids, "to " + elsewhere, () -> use(amqp -> amqp.send(amqp.open(elsewhere), good)));
            }
            default -> {
                String doing = one(List.of("consume", "browse", "dynamic", "message format"));
                yield attempt(doing.equals("message format") ? EITHER : REFUSED, ids, doing, () -> use(amqp -> meddle(amqp, doing,
                        good)));
            }
        };
    }

    private void meddle(WireAmqp amqp, String doing, byte[] good) throws IOException, Refused {
        switch (doing) {
            case "consume" -> amqp.receive("carillon.changes", false);
            case "browse" -> amqp.receive("carillon.changes", true);
            case "dynamic" -> amqp.openDynamic();
            default -> amqp.send(sender(amqp), good, one(List.of(1, 0x4C0000, -1)));
        }
    }

    @Override
    Attempt transaction() {
        List<String> ids = ids(3);
        String end = one(List.of("commit", "commit", "rollback", "nothing"));
        return attempt(end.equals("commit") ? APPLIED : NOTHING, ids, "transaction, then " + end, () -> use(amqp -> {
            Binary transaction = amqp.begin();
            for (String id : ids) {
                amqp.send(sender(amqp), encode(data(bodies.goodBytes(List.of(id)))), transaction);
            }
            if (end.equals("nothing")) {
                close();
            } else {
                amqp.end(transaction, end.equals("commit"));
            }
        }));
    }

    @Override
    Attempt brokenOff() {
        List<String> ids = ids(1);
        byte[] message = encode(data(bodies.goodBytes(ids)));
        if (random.nextBoolean()) {
            return attempt(UNCONFIRMED, ids, "settled before it is sent",
                    () -> use(amqp -> amqp.sendSettled(sender(amqp), message)));
        }
        int length = 1 + random.nextInt(message.length - 2);
        return attempt(NOTHING, ids, "broken off after " + length + " bytes", () -> use(amqp -> {
            amqp.sendPart(sender(amqp), Arrays.copyOf(message, length));
            close();
        }));
    }

    /** {@code body} among sections that never matter, or without them. */
    private Attempt sent(Fate fate, List<String> ids, String what, Object... body) {
        List<Object> sections = new ArrayList<>();
        if (oneIn(2)) {
            sections.add(odd.header());
        }
        if (oneIn(5)) {
            sections.add(odd.deliveryAnnotations());
        }
        if (oneIn(4)) {
            sections.add(odd.annotations());
        }
        if (oneIn(2)) {
            sections.add(odd.properties(mark()));
        }
        sections.add(oneIn(8) ? new ApplicationProperties(Map.of("mark", mark(), one(FORGED), one(FORGERIES)))
                : odd.applicationProperties(mark()));
        sections.addAll(List.of(body));
        if (oneIn(5)) {
            sections.add(odd.footer());
        }
        return raw(fate, ids, what, encode(sections.toArray()));
    }

    private Attempt raw(Fate fate, List<String> ids, String what, byte[] message) {
        String to = oneIn(20) ? one(SPELLINGS) : null;
        return attempt(fate, ids, what + (to == null ? "" : " to " + to),
                () -> use(amqp -> amqp.send(to == null ? sender(amqp) : amqp.open(to), message)));
    }

    private Sender sender(WireAmqp amqp) throws IOException, Refused {
        if (sender == null) {
            sender = amqp.open("carillon.changes");
        }
        return sender;
    }

    @Override
    WireAmqp connect() throws IOException, Refused {
        return new WireAmqp(login);
    }

    @Override
    public void close() throws IOException {
        sender = null;
        super.close();
    }
}
