package io.carillon.blackbox.fuzz;

import static io.carillon.blackbox.support.AmqpSections.map;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Decimal128;
import org.apache.qpid.proton.amqp.Decimal32;
import org.apache.qpid.proton.amqp.Decimal64;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnknownDescribedType;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.UnsignedShort;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Footer;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;

/** Values and sections of AMQP that a change has no use for. Every type of the standard's type system occurs. */
final class OddAmqp {

    private static final List<String> ANNOTATIONS = List.of("x-opt-jms-msg-type", "x-opt-jms-dest", "x-opt-cert", "a", "",
            "x-opt-ingress-time", "x-opt-lock-token");

    private final Random random;

    OddAmqp(Random random) {
        this.random = random;
    }

    /** A value of any type; composed ones go {@code depth} levels down. */
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 26 : 22)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> UnsignedByte.valueOf((byte) random.nextInt());
            case 3 -> UnsignedShort.valueOf((short) random.nextInt());
            case 4 -> UnsignedInteger.valueOf(random.nextInt());
            case 5 -> UnsignedLong.valueOf(random.nextLong());
            case 6 -> (byte) random.nextInt();
            case 7 -> (short) random.nextInt();
            case 8 -> random.nextInt();
            case 9 -> random.nextLong();
            case 10 -> random.nextBoolean() ? Float.NaN : random.nextFloat();
            case 11 -> random.nextBoolean() ? Double.NEGATIVE_INFINITY : random.nextDouble();
            case 12 -> new Decimal32(random.nextInt());
            case 13 -> new Decimal64(random.nextLong());
            case 14 -> new Decimal128(random.nextLong(), random.nextLong());
            case 15 -> (char) random.nextInt(0xD800);
            case 16 -> new Date(random.nextLong());
            case 17 -> new UUID(random.nextLong(), random.nextLong());
            case 18 -> new Binary(new byte[random.nextInt(300)]);
            case 19 -> List.of("", "text", "\u00e9", "x".repeat(300)).get(random.nextInt(4));
            case 20 -> Symbol.valueOf("symbol-" + random.nextInt(5));
            case 21 -> new Integer[] {1, 2, 3};
            case 22 -> Arrays.asList(value(depth - 1), value(depth - 1));
            case 23 -> map("a", value(depth - 1), Symbol.valueOf("b"), value(depth - 1), 3, value(depth - 1));
            case 24 -> new UnknownDescribedType(Symbol.valueOf("com.example:type"), value(depth - 1));
            default -> new Object[] {"a", "b"};
        };
    }

    /** A value that JSON knows, for data that are to arrive. */
    Object json(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextInt(1_000) / 8.0;
            case 4 -> List.of("", "text", "\u00e9\ud83d\ude80", "\"\\").get(random.nextInt(4));
            case 5 -> Arrays.asList(json(depth - 1), json(depth - 1));
            default -> map("a", json(depth - 1), "b", json(depth - 1));
        };
    }

    Header header() {
        Header header = new Header();
        if (random.nextBoolean()) {
            header.setDurable(random.nextBoolean());
        }
        if (random.nextInt(4) == 0) {
            header.setPriority(UnsignedByte.valueOf((byte) random.nextInt(256)));
        }
        if (random.nextInt(4) == 0) {
            header.setDeliveryCount(UnsignedInteger.valueOf(random.nextInt()));
        }
        if (random.nextInt(4) == 0) {
            header.setFirstAcquirer(random.nextBoolean());
        }
        return header;
    }

    DeliveryAnnotations deliveryAnnotations() {
        return new DeliveryAnnotations(Map.of(Symbol.valueOf("x-d"), "d"));
    }

    MessageAnnotations annotations() {
        Map<Symbol, Object> annotations = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            annotations.put(Symbol.valueOf(ANNOTATIONS.get(random.nextInt(ANNOTATIONS.size()))), value(1));
        }
        if (random.nextInt(3) == 0) {
            annotations.putAll(schedule().getValue());
        }
        return new MessageAnnotations(annotations);
    }

    /** A delivery in the past or in the future, in types that clients use and that they do not. */
    MessageAnnotations schedule() {
        long inAnHour = System.currentTimeMillis() + 3_600_000;
        List<Object> times = List.of(inAnHour, 3_600_000, new Date(inAnHour), new Date(0), UnsignedLong.valueOf(inAnHour),
                UnsignedInteger.valueOf(3_600_000), Long.MAX_VALUE, 0L, -1L, 1.5, "soon", true, new UUID(1, 2), Map.of("a", 1));
        return new MessageAnnotations(new LinkedHashMap<>(Map.of(
                Symbol.valueOf("x-opt-delivery-" + (random.nextBoolean() ? "time" : "delay")),
                times.get(random.nextInt(times.size())))));
    }

    /** With an id of each allowed type, or none; {@code mark} makes it unique. */
    Properties properties(String mark) {
        Properties properties = new Properties();
        properties.setMessageId(switch (random.nextInt(5)) {
            case 0 -> mark + "x".repeat(random.nextInt(400));
            case 1 -> UUID.nameUUIDFromBytes(mark.getBytes());
            case 2 -> new Binary(mark.getBytes());
            case 3 -> UnsignedLong.valueOf(BigInteger.valueOf(mark.hashCode() & 0xFFFFFFFFL)
                    .multiply(BigInteger.valueOf(4_000_000_000L)).add(BigInteger.valueOf(random.nextInt(1 << 30))));
            default -> null;
        });
        if (random.nextInt(3) == 0) {
            properties.setCorrelationId(new UUID(1, 2));
            properties.setReplyTo("unknown");
            properties.setSubject("\u00e9");
        }
        if (random.nextInt(3) == 0) {
            properties.setCreationTime(new Date(List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE,
                    System.currentTimeMillis() + 3_600_000).get(random.nextInt(5))));
        }
        if (random.nextInt(3) == 0) {
            properties.setContentType(Symbol.valueOf(List.of("application/json", "text/plain", "nonsense",
                    "application/octet-stream").get(random.nextInt(4))));
        }
        if (random.nextInt(5) == 0) {
            properties.setTo(List.of("", "elsewhere", "carillon.changes").get(random.nextInt(3)));
            properties.setUserId(new Binary(new byte[] {(byte) 0xFF, 0}));
            properties.setGroupId("g");
            properties.setGroupSequence(UnsignedInteger.valueOf(-1));
        }
        return properties;
    }

    ApplicationProperties applicationProperties(String mark) {
        Map<String, Object> properties = new LinkedHashMap<>(Map.of("mark", mark));
        for (int i = random.nextInt(3); i > 0; i--) {
            properties.put(List.of("a", "", "x.y-z", "\u00e9", "JMSXGroupID", "JMSType", "_AMQ_DUPL_ID2").get(random.nextInt(7)),
                    value(2));
        }
        return new ApplicationProperties(properties);
    }

    Footer footer() {
        return new Footer(map(Symbol.valueOf("x-footer"), value(2)));
    }
}
