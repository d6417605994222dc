package io.carillon.blackbox.fuzz;

import static io.carillon.blackbox.fuzz.Fate.APPLIED;
import static io.carillon.blackbox.fuzz.Fate.EITHER;
import static io.carillon.blackbox.fuzz.Fate.NOTHING;
import static io.carillon.blackbox.fuzz.Fate.REFUSED;
import static io.carillon.blackbox.fuzz.Fate.REJECTED;
import static io.carillon.blackbox.fuzz.Fate.UNCONFIRMED;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.WireMqtt;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages over MQTT 3.1.1 and 5. There are no transactions: a publication with quality of service 2 stands in for one. */
final class MqttMessages extends ConnectedMessages<WireMqtt> {

    private static final List<String> TOPICS = List.of("carillon/changes", "carillon.changes");
    private static final byte[] CONTENT_TYPE = {0x03, 0, 3, 'a', '/', 'b'};
    private static final byte[] RESPONSE_TOPIC = {0x08, 0, 1, 'r'};
    private static final byte[] CORRELATION = {0x09, 0, 2, (byte) 0xFF, 0};
    private static final byte[] EXPIRES_AT_ONCE = {0x02, 0, 0, 0, 1};
    private static final byte[] TOPIC_ALIAS = {0x23, 0, 1};
    private static final byte[] UNKNOWN = {0x7F, 1, 2};

    private int version;

    MqttMessages(Random random, long organization, Login login, String prefix) {
        super(random, organization, login, prefix);
    }

    @Override
    Attempt good() {
        List<String> ids = ids();
        byte[] body = bodies.goodBytes(ids);
        String topic = one(TOPICS);
        int qos = 1 + random.nextInt(2);
        byte[] properties = properties();
        return attempt(APPLIED, ids, "to " + topic + " qos " + qos,
                () -> use(mqtt -> publish(mqtt, topic, body, qos, properties)));
    }

    private byte[] properties() {
        byte[] odd = one(List.of(new byte[0], CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION, WireMqtt.textFormat(),
                WireMqtt.userProperty(one(FORGED), one(FORGERIES)), WireMqtt.userProperty("", "")));
        return ChangeBodies.joined(WireMqtt.userProperty("mark", mark()), odd);
    }

    private void publish(WireMqtt mqtt, String topic, byte[] body, int qos, byte[] properties) throws IOException, Refused {
        mqtt.publish(topic, body, qos, version == WireMqtt.V5 ? properties : new byte[0]);
    }

    @Override
    Attempt bad() {
        byte[] body = bodies.badBytes(mark());
        int qos = 1 + random.nextInt(2);
        byte[] properties = properties();
        return attempt(REJECTED, "bad bytes qos " + qos, () -> use(mqtt -> publish(mqtt, one(TOPICS), body, qos, properties)));
    }

    @Override
    Attempt odd() {
        List<String> ids = ids(1);
        byte[] body = bodies.goodBytes(ids);
        return switch (random.nextInt(7)) {
            case 0 -> {
                String elsewhere = one(List.of("carillon/change", "carillon/changes/x", "other", "carillon/dead-letter", "$SYS/x",
                        "activemq/management", "activemq.management"));
                yield attempt(REFUSED, "to " + elsewhere, () -> use(mqtt -> mqtt.publish(elsewhere, body, 1)));
            }
            case 1 -> attempt(APPLIED, ids, "retained", () -> use(mqtt -> {
                mqtt.write(0x31, publication("carillon/changes", body));
                mqtt.publish(TOPICS.get(0), "what was before this is handled".getBytes(), 1);
            }));
            case 2 -> attempt(EITHER, ids, "expires after a second", () -> use(mqtt -> publish(mqtt, TOPICS.get(0), body, 1,
                    ChangeBodies.joined(WireMqtt.userProperty("mark", mark()), EXPIRES_AT_ONCE))));
            case 3 -> attempt(EITHER, ids, "topic alias", () -> use(mqtt -> publish(mqtt, TOPICS.get(0), body, 1, TOPIC_ALIAS)));
            case 4 -> attempt(EITHER, ids, "unknown property", () -> use(mqtt -> publish(mqtt, TOPICS.get(0), body, 1, UNKNOWN)));
            case 5 -> {
                String filter = one(List.of("#", "carillon/changes", "+/changes", "carillon/#", "$share/g/carillon/changes"));
                yield attempt(REFUSED, "subscribe to " + filter, () -> use(mqtt -> mqtt.subscribe(filter)));
            }
            default -> attempt(EITHER, ids, "text format that is none", () -> use(mqtt -> publish(mqtt, TOPICS.get(0),
                    bodies.notUtf8(mark()), 1, WireMqtt.textFormat())));
        };
    }

    /** A publication with quality of service 0, whose confirmation is that of the next one. */
    private byte[] publication(String topic, byte[] body) {
        byte[] name = topic.getBytes();
        byte[] head = {0, (byte) name.length};
        return ChangeBodies.joined(head, name, version == WireMqtt.V5 ? new byte[1] : new byte[0], body);
    }

    @Override
    Attempt transaction() {
        List<String> ids = ids();
        byte[] body = bodies.goodBytes(ids);
        return attempt(UNCONFIRMED, ids, "qos 2, half of it", () -> use(mqtt -> {
            mqtt.publishOnly(TOPICS.get(0), body, 2);
            close();
        }));
    }

    @Override
    Attempt brokenOff() {
        List<String> ids = ids(1);
        byte[] body = bodies.goodBytes(ids);
        if (random.nextBoolean()) {
            return attempt(UNCONFIRMED, ids, "qos 0", () -> use(mqtt -> mqtt.publishOnly(one(TOPICS), body, 0)));
        }
        int length = random.nextInt(body.length);
        return attempt(NOTHING, ids, "broken off after " + length + " bytes", () -> use(mqtt -> {
            byte[] content = publication("carillon/changes", body);
            byte[] head = {0x30, (byte) (content.length & 0x7F | 0x80), (byte) (content.length >> 7 & 0x7F | 0x80),
                (byte) (content.length >> 14 & 0x7F)};
            mqtt.writeRaw(ChangeBodies.joined(head, Arrays.copyOf(content, length)));
            close();
        }));
    }

    @Override
    WireMqtt connect() throws IOException, Refused {
        version = random.nextInt(4) == 0 ? WireMqtt.V3 : WireMqtt.V5;
        return new WireMqtt(login, version, "fuzz-" + System.nanoTime());
    }
}
