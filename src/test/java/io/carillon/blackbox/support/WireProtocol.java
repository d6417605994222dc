package io.carillon.blackbox.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.qpid.proton.amqp.messaging.AmqpValue;

/** The protocols of the broker, each with the plainest way to send a text. */
public enum WireProtocol {
    CORE, AMQP, OPENWIRE, STOMP, MQTT;

    private static final String QUEUE = "carillon.changes";

    /** Sends over a connection of its own; returns when the broker has confirmed it. */
    public void send(Login login, String text) throws Exception {
        sendTo(login, this == MQTT ? "carillon/changes" : QUEUE, text);
    }

    /** Sends to {@code address}, in MQTT a topic, over a connection of its own; returns when the broker has confirmed it. */
    public void sendTo(Login login, String address, String text) throws Exception {
        switch (this) {
            case CORE -> {
                try (WireCore core = new WireCore(login)) {
                    core.send(address, core.text(text));
                }
            }
            case AMQP -> {
                try (WireAmqp amqp = new WireAmqp(login)) {
                    amqp.send(amqp.open(address), AmqpSections.encode(new AmqpValue(text)));
                }
            }
            case OPENWIRE -> {
                try (WireOpenWire wire = new WireOpenWire(login)) {
                    wire.send(address, wire.session().createTextMessage(text));
                }
            }
            case STOMP -> {
                try (WireStomp stomp = new WireStomp(login)) {
                    stomp.send(address, text);
                }
            }
            default -> {
                try (WireMqtt mqtt = new WireMqtt(login, WireMqtt.V5, "office-" + System.nanoTime())) {
                    mqtt.publish(address, text.getBytes(UTF_8), 1);
                }
            }
        }
    }
}
