package io.carillon.blackbox.fuzz;

import static io.carillon.blackbox.fuzz.Fate.APPLIED;
import static io.carillon.blackbox.fuzz.Fate.EITHER;
import static io.carillon.blackbox.fuzz.Fate.NOTHING;
import static io.carillon.blackbox.fuzz.Fate.REFUSED;
import static io.carillon.blackbox.fuzz.Fate.REJECTED;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.WireCore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.utils.collections.TypedProperties;

/** Messages over the broker's own protocol: plain, compressed, streamed, with type bytes that exist and that do not. */
final class CoreMessages extends Messages {

    private static final List<Integer> NO_TYPES = List.of(7, 42, 99, 127, -1);
    private static final List<Long> TIMES = List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000L);

    private final WireCore[] connections = new WireCore[3];

    CoreMessages(Random random, long organization, Login login, String prefix) {
        super(random, organization, login, prefix);
    }

    @Override
    Attempt good() {
        List<String> ids = ids();
        boolean compressed = oneIn(4);
        WireCore core = core(compressed ? 1 : 0);
        String compression = compressed ? ", compressed" : "";
        return switch (random.nextInt(4)) {
            case 0 -> sent(APPLIED, ids, "bytes" + compression, core, decorated(core.bytes(bodies.goodBytes(ids))));
            case 1 -> sent(APPLIED, ids.subList(0, 1), "map" + compression, core, decorated(core.map(members(ids.get(0)))));
            case 2 -> {
                ClientMessage streamed = decorated(core.message(Message.BYTES_TYPE));
                streamed.setBodyInputStream(new ByteArrayInputStream(bodies.goodBytes(ids)));
                yield sent(APPLIED, ids, "streamed" + compression, core, streamed);
            }
            default -> sent(APPLIED, ids, "text" + compression, core, decorated(core.text(bodies.good(ids))));
        };
    }

    private TypedProperties members(String id) {
        TypedProperties members = new TypedProperties();
        if (random.nextBoolean()) {
            members.putLongProperty(SimpleString.of("organizationId"), bodies.organization());
        } else {
            members.putSimpleStringProperty(SimpleString.of("organizationId"), SimpleString.of("" + bodies.organization()));
        }
        members.putSimpleStringProperty(SimpleString.of("eventType"), SimpleString.of("team.updated"));
        members.putSimpleStringProperty(SimpleString.of("resourceId"), SimpleString.of(id));
        if (random.nextBoolean()) {
            members.putSimpleStringProperty(SimpleString.of("data"), SimpleString.of(bodies.data()));
        }
        return members;
    }

    /** With properties that never matter, and the mark among them. */
    private ClientMessage decorated(ClientMessage message) {
        message.putStringProperty("mark", mark());
        message.setDurable(random.nextBoolean());
        message.setPriority((byte) random.nextInt(10));
        if (oneIn(6)) {
            message.putStringProperty(one(FORGED), one(FORGERIES));
        }
        if (oneIn(6)) {
            message.setTimestamp(one(TIMES));
        }
        if (oneIn(8)) {
            message.putObjectProperty(one(List.of("", "a b", "\u00e9", "JMSXGroupID", "_AMQ_GROUP_ID", "JMSType", "x.y-z")),
                    one(List.of("", "text", "\ud83d\ude80", "x".repeat(5_000))));
        }
        if (oneIn(8)) {
            message.putObjectProperty("odd", one(List.of(true, (byte) 1, (short) 2, 3, 4L, Float.NaN, 1e300, 'c', new byte[20])));
        }
        if (oneIn(10)) {
            message.putStringProperty("_AMQ_DUPL_ID", mark());
        }
        return message;
    }

    @Override
    Attempt bad() {
        WireCore core = core(oneIn(4) ? 1 : 0);
        return switch (random.nextInt(7)) {
            case 0 -> rejected("bytes", core, core.bytes(bodies.badBytes(mark())));
            case 1 -> rejected("text", core, core.text(bodies.bad(mark())));
            case 2 -> {
                TypedProperties members = members(mark());
                members.putSimpleStringProperty(SimpleString.of(one(List.of("colour", "", "a\u0000b"))), SimpleString.of(mark()));
                yield rejected("map with another member", core, core.map(members));
            }
            case 3 -> rejected("object", core, withBody(core.message(Message.OBJECT_TYPE)));
            case 4 -> rejected("stream", core, withBody(core.message(Message.STREAM_TYPE)));
            case 5 -> rejected("no body", core, core.message(one(List.of(0, 2, 3, 4, 5, 6))));
            default -> {
                int type = oneIn(3) ? one(NO_TYPES) : one(List.of((int) Message.TEXT_TYPE, (int) Message.MAP_TYPE));
                yield rejected("noise of type " + type, core, withBody(core.message(type)));
            }
        };
    }

    private ClientMessage withBody(ClientMessage message) {
        message.getBodyBuffer().writeBytes(bodies.noise(1 + random.nextInt(500)));
        return message;
    }

    @Override
    Attempt odd() {
        List<String> ids = ids(1);
        WireCore core = core(0);
        ClientMessage message = core.text(bodies.good(ids));
        message.putStringProperty("mark", mark());
        switch (random.nextInt(7)) {
            case 0 -> {
                String elsewhere = one(ELSEWHERE);
                return attempt(REFUSED, "to " + elsewhere, () -> core.send(elsewhere, message));
            }
            case 1 -> {
                message.putByteProperty("_AMQ_ROUTING_TYPE", (byte) random.nextInt(2));
                return sent(APPLIED, ids, "routing type", core, message);
            }
            case 2 -> {
                message.setPriority(one(List.of((byte) 10, (byte) 77, (byte) -1)));
                return sent(EITHER, ids, "priority " + message.getPriority(), core, message);
            }
            case 3 -> {
                message.setExpiration(one(List.of(1L, -1L, System.currentTimeMillis() + 1)));
                return sent(EITHER, ids, "expiration " + message.getExpiration(), core, message);
            }
            case 4 -> {
                message.putStringProperty("large", "x".repeat(70_000));
                return sent(REJECTED, ids, "70 KB of properties", core, message);
            }
            case 5 -> {
                message.putObjectProperty(one(List.of("_AMQ_LARGE_COMPRESSED", "_AMQ_LARGE_SIZE", "_AMQ_SCHED_DELIVERY",
                        "_AMQ_ORIG_QUEUE", "_AMQ_ORIG_ADDRESS", "_AMQ_ROUTE_TO", "_AMQ_ROUTING_TYPE", "_AMQ_ORIG_ROUTING_TYPE",
                        "__AMQ_CID", "_AMQ_LVQ_NAME", "JMSReplyTo", "JMSCorrelationID")),
                        one(List.of(true, 5L, "x", new byte[3], new byte[8])));
                return sent(EITHER, ids, "internal property " + message.getPropertyNames(), core, message);
            }
            default -> {
                String doing = one(List.of("consume", "browse", "create", "delete"));
                return attempt(REFUSED, doing, () -> meddle(core, doing));
            }
        }
    }

    private void meddle(WireCore core, String doing) throws ActiveMQException {
        switch (doing) {
            case "consume" -> core.session().createConsumer("carillon.changes").close();
            case "browse" -> core.session().createConsumer("carillon.changes", true).close();
            case "create" -> core.session().createAddress(SimpleString.of(mark()), RoutingType.ANYCAST, false);
            default -> core.session().deleteQueue("carillon.dead-letter");
        }
    }

    @Override
    Attempt transaction() {
        List<String> ids = ids(3);
        WireCore core = core(2);
        String end = one(List.of("commit", "commit", "rollback", "nothing"));
        return attempt(end.equals("commit") ? APPLIED : NOTHING, ids, "transaction, then " + end, () -> {
            for (String id : ids) {
                core.send(core.text(bodies.good(List.of(id))));
            }
            switch (end) {
                case "commit" -> core.commit();
                case "rollback" -> core.rollback();
                default -> core.close();
            }
        });
    }

    @Override
    Attempt brokenOff() {
        WireCore core = core(0);
        List<String> ids = ids(1);
        ClientMessage message = core.message(Message.BYTES_TYPE);
        byte[] body = bodies.goodBytes(ids);
        message.setBodyInputStream(new BrokenStream(ChangeBodies.joined(body, new byte[1 + random.nextInt(400_000)])));
        return attempt(NOTHING, ids, "stream that breaks off", () -> {
            try {
                core.send(message);
            } finally {
                core.close();
            }
        });
    }

    private Attempt rejected(String what, WireCore core, ClientMessage message) {
        return sent(REJECTED, List.of(), what, core, decorated(message));
    }

    private Attempt sent(Fate fate, List<String> ids, String what, WireCore core, ClientMessage message) {
        return attempt(fate, ids, what, () -> core.send(message));
    }

    /** 0: plain, 1: compressing, 2: transacted. */
    private WireCore core(int kind) {
        try {
            if (connections[kind] == null || !connections[kind].isOpen()) {
                if (connections[kind] != null) {
                    connections[kind].close();
                }
                connections[kind] = new WireCore(login, kind == 1, kind == 2);
            }
            return connections[kind];
        } catch (Exception e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    @Override
    public void close() {
        for (WireCore connection : connections) {
            if (connection != null) {
                connection.close();
            }
        }
    }

    /** A body that breaks off. */
    private static final class BrokenStream extends InputStream {

        private final InputStream start;

        BrokenStream(byte[] start) {
            this.start = new ByteArrayInputStream(start);
        }

        @Override
        public int read() throws IOException {
            int next = start.read();
            if (next < 0) {
                throw new IOException("broken off");
            }
            return next;
        }
    }
}
