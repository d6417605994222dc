package io.carillon.blackbox.fuzz;

import static io.carillon.blackbox.fuzz.Fate.APPLIED;
import static io.carillon.blackbox.fuzz.Fate.EITHER;
import static io.carillon.blackbox.fuzz.Fate.NOTHING;
import static io.carillon.blackbox.fuzz.Fate.REFUSED;
import static io.carillon.blackbox.fuzz.Fate.REJECTED;
import static io.carillon.blackbox.fuzz.Fate.UNCONFIRMED;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.WireOpenWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.jms.BytesMessage;
import javax.jms.JMSException;
import javax.jms.MapMessage;
import javax.jms.Message;
import javax.jms.Session;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;

/** Messages over OpenWire: the client of ActiveMQ 5 as it is used, and with bodies and properties that it never writes. */
final class OpenWireMessages extends Messages {

    private static final String QUEUE = "carillon.changes";

    private final WireOpenWire[] connections = new WireOpenWire[3];

    OpenWireMessages(Random random, long organization, Login login, String prefix) {
        super(random, organization, login, prefix);
    }

    @Override
    Attempt good() {
        List<String> ids = ids();
        boolean compressed = oneIn(4);
        WireOpenWire wire = wire(compressed ? 1 : 0);
        Session session = wire.session();
        String compression = compressed ? ", compressed" : "";
        return made(() -> switch (random.nextInt(3)) {
            case 0 -> sent(APPLIED, ids, "bytes" + compression, wire, decorated(bytes(session, bodies.goodBytes(ids))));
            case 1 -> sent(APPLIED, ids.subList(0, 1), "map" + compression, wire, decorated(map(session, ids.get(0))));
            default -> sent(APPLIED, ids, "text" + compression, wire, decorated(session.createTextMessage(bodies.good(ids))));
        });
    }

    private static BytesMessage bytes(Session session, byte[] body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    private MapMessage map(Session session, String id) throws JMSException {
        MapMessage map = session.createMapMessage();
        if (random.nextBoolean()) {
            map.setLong("organizationId", bodies.organization());
        } else {
            map.setString("organizationId", String.valueOf(bodies.organization()));
        }
        map.setString("eventType", "team.updated");
        map.setString("resourceId", id);
        if (random.nextBoolean()) {
            map.setString("data", bodies.data());
        }
        return map;
    }

    /** With properties that never matter, and the mark among them. */
    private <T extends Message> T decorated(T message) throws JMSException {
        message.setStringProperty("mark", mark());
        message.setJMSDeliveryMode(1 + random.nextInt(2));
        message.setJMSPriority(random.nextInt(10));
        if (oneIn(6)) {
            message.setStringProperty(one(FORGED), one(FORGERIES));
        }
        if (oneIn(8)) {
            message.setJMSCorrelationID(one(List.of("", "\u00e9", "ID:x", "x".repeat(1_000))));
            message.setJMSType("t");
        }
        if (oneIn(8)) {
            message.setObjectProperty(one(List.of("odd", "a.b", "\u00e9", "JMSXGroupID")), one(List.of("x", "\ud83d\ude80")));
        }
        if (oneIn(8)) {
            message.setObjectProperty("odd", one(List.of(true, (byte) 1, (short) 2, 3, 4L, Float.NaN, 1e300)));
        }
        return message;
    }

    @Override
    Attempt bad() {
        WireOpenWire wire = wire(oneIn(4) ? 1 : 0);
        Session session = wire.session();
        return made(() -> switch (random.nextInt(6)) {
            case 0 -> rejected("bytes", wire, bytes(session, bodies.badBytes(mark())));
            case 1 -> rejected("text", wire, session.createTextMessage(bodies.bad(mark())));
            case 2 -> {
                MapMessage map = map(session, mark());
                map.setString(one(List.of("colour", "x\u0000y")), mark());
                yield rejected("map with another member", wire, map);
            }
            case 3 -> rejected("object", wire, session.createObjectMessage(new ArrayList<>(List.of(1))));
            case 4 -> {
                var stream = session.createStreamMessage();
                stream.writeString(mark());
                yield rejected("stream", wire, stream);
            }
            default -> rejected("no body", wire, oneIn(2) ? session.createMessage() : session.createBytesMessage());
        });
    }

    @Override
    Attempt odd() {
        List<String> ids = ids(1);
        WireOpenWire wire = wire(0);
        Session session = wire.session();
        return made(() -> switch (random.nextInt(8)) {
            case 0 -> {
                String elsewhere = one(ELSEWHERE);
                Message message = decorated(session.createTextMessage(bodies.good(ids)));
                yield attempt(REFUSED, "to " + elsewhere, () -> send(wire, elsewhere, message));
            }
            case 1 -> {
                Message message = decorated(session.createTextMessage(bodies.good(ids)));
                yield attempt(EITHER, ids, "to a topic", () -> send(wire, "topic://" + QUEUE, message));
            }
            case 2 -> {
                MapMessage nested = map(session, ids.get(0));
                nested.setObject("data", Map.of("name", "x", "list", List.of(1, "2")));
                yield sent(EITHER, ids, "nested map", wire, decorated(nested));
            }
            case 3 -> {
                Message message = decorated(session.createTextMessage(bodies.good(ids)));
                message.setObjectProperty("odd", one(List.of(Map.of("a", 1), List.of("b"), Map.of("c", List.of()))));
                yield sent(EITHER, ids, "property of a collection", wire, message);
            }
            case 4 -> {
                ActiveMQMessage message = noisy(one(List.of(new ActiveMQTextMessage(), new ActiveMQMapMessage(),
                        new ActiveMQObjectMessage(), new ActiveMQStreamMessage())));
                message.setCompressed(oneIn(2));
                yield sent(REJECTED, List.of(), "noise as " + message.getClass().getSimpleName(), wire, message);
            }
            case 5 -> {
                ActiveMQBytesMessage message = (ActiveMQBytesMessage) noisy(new ActiveMQBytesMessage());
                message.setCompressed(true);
                yield sent(REJECTED, List.of(), "noise as compressed bytes", wire, message);
            }
            case 6 -> {
                Message message = decorated(session.createTextMessage(bodies.good(ids)));
                message.setStringProperty("large", "x".repeat(70_000));
                yield sent(REJECTED, ids, "70 KB of properties", wire, message);
            }
            default -> {
                String doing = one(List.of("consume", "browse", "temporary queue", "consume a topic"));
                yield attempt(REFUSED, doing, () -> meddle(session, doing));
            }
        });
    }

    /** The client sends {@code content} as it is when it is there before the body is written; properties must precede it. */
    private ActiveMQMessage noisy(ActiveMQMessage message) throws JMSException {
        decorated(message);
        message.setContent(new ByteSequence(bodies.noise(1 + random.nextInt(300))));
        return message;
    }

    private void meddle(Session session, String doing) throws JMSException {
        switch (doing) {
            case "consume" -> session.createConsumer(session.createQueue(QUEUE)).close();
            case "browse" -> session.createBrowser(session.createQueue(QUEUE)).getEnumeration().hasMoreElements();
            case "temporary queue" -> session.createConsumer(session.createTemporaryQueue()).close();
            default -> session.createConsumer(session.createTopic("topic-" + UUID.randomUUID())).close();
        }
    }

    @Override
    Attempt transaction() {
        List<String> ids = ids(3);
        WireOpenWire wire = wire(2);
        String end = one(List.of("commit", "commit", "rollback", "nothing"));
        return attempt(end.equals("commit") ? APPLIED : NOTHING, ids, "transaction, then " + end, () -> {
            for (String id : ids) {
                send(wire, QUEUE, wire.session().createTextMessage(bodies.good(List.of(id))));
            }
            switch (end) {
                case "commit" -> wire.commit();
                case "rollback" -> wire.rollback();
                default -> wire.close();
            }
        });
    }

    @Override
    Attempt brokenOff() {
        List<String> ids = ids(1);
        WireOpenWire wire = wire(0);
        return made(() -> {
            Message message = decorated(wire.session().createTextMessage(bodies.good(ids)));
            return attempt(UNCONFIRMED, ids, "closed meanwhile", () -> {
                Thread closing = new Thread(() -> {
                    try {
                        wire.close();
                    } catch (JMSException alreadyClosed) {
                        // that is what was wanted
                    }
                });
                closing.start();
                try {
                    wire.send(QUEUE, message);
                } finally {
                    closing.join();
                }
            });
        });
    }

    private Attempt rejected(String what, WireOpenWire wire, Message message) throws JMSException {
        return sent(REJECTED, List.of(), what, wire, decorated(message));
    }

    private Attempt sent(Fate fate, List<String> ids, String what, WireOpenWire wire, Message message) {
        return attempt(fate, ids, what, () -> send(wire, QUEUE, message));
    }

    /** Gives the connection up after an error: the broker may have closed it, and the client learns of that only later. */
    private static void send(WireOpenWire wire, String address, Message message) throws JMSException {
        try {
            wire.send(address, message);
        } catch (JMSException e) {
            wire.close();
            throw e;
        }
    }

    private static Attempt made(Making making) {
        try {
            return making.make();
        } catch (JMSException e) {
            throw new IllegalStateException("the client does not make such a message", e);
        }
    }

    /** 0: plain, 1: compressing, 2: transacted. */
    private WireOpenWire wire(int kind) {
        try {
            if (connections[kind] == null || !connections[kind].isOpen()) {
                connections[kind] = new WireOpenWire(login, kind == 1, kind == 2);
            }
            return connections[kind];
        } catch (JMSException e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    @Override
    public void close() throws JMSException {
        for (WireOpenWire connection : connections) {
            if (connection != null && connection.isOpen()) {
                connection.close();
            }
        }
    }

    @FunctionalInterface
    private interface Making {
        Attempt make() throws JMSException;
    }
}
