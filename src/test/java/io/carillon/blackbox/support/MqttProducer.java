package io.carillon.blackbox.support;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.charset.StandardCharsets;

/** MQTT 5, with the client of HiveMQ. */
public final class MqttProducer implements Producer {

    private final Mqtt5BlockingClient client;
    private final String topic;

    public MqttProducer(int port) {
        this(port, "carillon/changes");
    }

    public MqttProducer(int port, String topic) {
        this.topic = topic;
        // [mqtt-connect]
        Mqtt5BlockingClient client = MqttClient.builder().useMqttVersion5().identifier("club-office")
                .serverHost("127.0.0.1").serverPort(port).buildBlocking();
        client.connect();
        // [/mqtt-connect]
        this.client = client;
    }

    @Override
    public void sendText(String changes) {
        sendBytes(changes.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void sendBytes(byte[] changes) {
        // [mqtt-bytes]
        client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(changes).send();
        // [/mqtt-bytes]
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
