package io.carillon.process.broker;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.transaction.xa.XAResource;

/** The endpoints of a listener, and when one of them was last called. Thread-safe. */
class WatchedEndpoints implements MessageEndpointFactory {

    private final MessageEndpointFactory factory;
    private final LongSupplier clock;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile long calledAt;

    WatchedEndpoints(MessageEndpointFactory factory, LongSupplier clock) {
        this.factory = factory;
        this.clock = clock;
        calledAt = clock.getAsLong();
    }

    /** Whether no endpoint is being called, and none was for {@code nanos}. */
    boolean isSilentFor(long nanos) {
        return calls.get() == 0 && clock.getAsLong() - calledAt >= nanos;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource transaction) throws UnavailableException {
        return new Watched(factory.createEndpoint(transaction));
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource transaction, long timeout) throws UnavailableException {
        return new Watched(factory.createEndpoint(transaction, timeout));
    }

    @Override
    public boolean isDeliveryTransacted(Method method) throws NoSuchMethodException {
        return factory.isDeliveryTransacted(method);
    }

    @Override
    public String getActivationName() {
        return factory.getActivationName();
    }

    @Override
    public Class<?> getEndpointClass() {
        return factory.getEndpointClass();
    }

    private final class Watched implements MessageEndpoint, MessageListener {

        private final MessageEndpoint endpoint;

        private Watched(MessageEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void onMessage(Message message) {
            calls.incrementAndGet();
            try {
                ((MessageListener) endpoint).onMessage(message);
            } finally {
                calledAt = clock.getAsLong();
                calls.decrementAndGet();
            }
        }

        @Override
        public void beforeDelivery(Method method) throws NoSuchMethodException, ResourceException {
            endpoint.beforeDelivery(method);
        }

        @Override
        public void afterDelivery() throws ResourceException {
            endpoint.afterDelivery();
        }

        @Override
        public void release() {
            endpoint.release();
        }
    }
}
