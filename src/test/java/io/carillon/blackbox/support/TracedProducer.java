package io.carillon.blackbox.support;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.StompClient;
import io.vertx.ext.stomp.StompClientOptions;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

/** A producer that is traced: its messages have the property {@code traceparent}, under the name that each protocol gives it. */
public enum TracedProducer {

    CORE {
        @Override
        public void send(int port, String changes, String traceparent) {
            sendOverJms(new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port), changes, traceparent);
        }
    },
    AMQP {
        @Override
        public void send(int port, String changes, String traceparent) {
            sendOverJms(new JmsConnectionFactory("amqp://127.0.0.1:" + port), changes, traceparent);
        }
    },
    STOMP {
        @Override
        public void send(int port, String changes, String traceparent) throws Exception {
            Vertx vertx = Vertx.vertx();
            var connection = StompClient.create(vertx, new StompClientOptions().setHost("127.0.0.1").setPort(port)).connect()
                    .toCompletionStage().toCompletableFuture().get(10, SECONDS);
            connection.send("carillon.changes", new HashMap<>(Map.of("traceparent", traceparent)), Buffer.buffer(changes))
                    .toCompletionStage().toCompletableFuture().get(10, SECONDS);
            connection.disconnect().toCompletionStage().toCompletableFuture().get(10, SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
        }
    };

    /** Sends {@code changes} in one text message. */
    public abstract void send(int port, String changes, String traceparent) throws Exception;

    private static void sendOverJms(ConnectionFactory factory, String changes, String traceparent) {
        try (JMSContext jms = factory.createContext()) {
            jms.createProducer().setProperty("traceparent", traceparent).send(jms.createQueue("carillon.changes"), changes);
        }
    }
}
