package io.carillon.bridge;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ConnectionFactoryConfigurator;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a queue over AMQP 0-9-1, and reports what it reads. A message is acknowledged when its changes are on Carillon's queue,
 * and rejected when one of them was refused, so that the broker puts it into the dead-letter queue if there is one. A connection
 * that ends is opened again; the broker then sends again what was not settled.
 */
final class RabbitBridge implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitBridge.class);
    /** How many messages may be unsettled, and so together in one batch. */
    private static final int MOST = 500;
    private static final int PAUSE = 5;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Carillon carillon;
    private final String queue;
    private final CountDownLatch stopped = new CountDownLatch(1);

    RabbitBridge(BridgeSettings settings, Carillon carillon) {
        this.carillon = carillon;
        queue = settings.own("carillon.queue");
        Map<String, String> client = new HashMap<>();
        settings.client("rabbitmq.uri").forEach((name, value) -> client.put(name.toString(), value.toString()));
        ConnectionFactoryConfigurator.load(factory, client);
        factory.setAutomaticRecoveryEnabled(false);
    }

    @Override
    public void run() throws IOException, InterruptedException {
        read(connect());
        while (!stopped.await(PAUSE, TimeUnit.SECONDS)) {
            try {
                read(connect());
            } catch (IOException e) {
                LOG.warn("rabbitmq.waiting reason=\"{}\" seconds={}", e, PAUSE);
            }
        }
    }

    private Connection connect() throws IOException {
        try {
            return factory.newConnection("carillon-bridge");
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    /** Reads until the connection or the bridge ends. */
    private void read(Connection connection) throws IOException, InterruptedException {
        try {
            Channel channel = connection.createChannel();
            channel.basicQos(MOST);
            BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
            channel.basicConsume(queue, false, (tag, delivery) -> deliveries.add(delivery),
                    tag -> connection.abort());
            while (stopped.getCount() > 0 && channel.isOpen()) {
                Delivery first = deliveries.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    List<Delivery> batch = new ArrayList<>(List.of(first));
                    deliveries.drainTo(batch, MOST);
                    report(channel, batch);
                }
            }
        } catch (AlreadyClosedException e) {
            LOG.warn("rabbitmq.lost reason=\"{}\"", e.getMessage());
        } finally {
            connection.abort();
        }
    }

    private void report(Channel channel, List<Delivery> deliveries) throws IOException, InterruptedException {
        RecordBatch<Delivery> batch = new RecordBatch<>(carillon::report);
        for (Delivery delivery : deliveries) {
            batch.add(delivery, delivery.getBody(), idOf(delivery));
        }
        Map<Delivery, String> rejected = batch.finish();
        for (Delivery delivery : deliveries) {
            String reason = rejected.get(delivery);
            long tag = delivery.getEnvelope().getDeliveryTag();
            if (reason == null) {
                channel.basicAck(tag, false);
            } else {
                LOG.warn("message.rejected queue={} id={} reason={}", queue, delivery.getProperties().getMessageId(), reason);
                channel.basicReject(tag, false);
            }
        }
    }

    /** Messages have no place that stays; only their sender can tell one that comes again. */
    private String idOf(Delivery delivery) {
        String id = delivery.getProperties().getMessageId();
        return id == null || id.isEmpty() ? null : queue + "/" + id;
    }

    @Override
    public void stop() {
        stopped.countDown();
        carillon.stop();
    }

    @Override
    public void close() {
        // each connection ends where it began
    }
}
