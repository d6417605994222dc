package io.carillon.blackbox.support;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transaction.Coordinator;
import org.apache.qpid.proton.amqp.transaction.Declare;
import org.apache.qpid.proton.amqp.transaction.Declared;
import org.apache.qpid.proton.amqp.transaction.Discharge;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;

/**
 * AMQP 1.0 without a message library: sends any bytes as a message and reports what the broker said. One thread at a time; an
 * answer that does not come within 20 s is an {@link IOException}, every answer but {@code accepted} is {@link Refused}.
 */
public final class WireAmqp implements Closeable {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Socket socket;
    private final Connection connection = Proton.connection();
    private final Transport transport = Proton.transport();
    private final Session session;
    private final byte[] buffer = new byte[64 * 1024];
    private Sender coordinator;
    private int number;

    public WireAmqp(Login login) throws IOException, Refused {
        socket = new Socket("127.0.0.1", login.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS));
        Sasl sasl = transport.sasl();
        sasl.client();
        if (login.isAnonymous()) {
            sasl.setMechanisms("ANONYMOUS");
        } else {
            sasl.plain(login.user(), login.password());
        }
        connection.setContainer("club-office-" + System.nanoTime());
        connection.setHostname("127.0.0.1");
        transport.bind(connection);
        connection.open();
        session = connection.session();
        session.open();
        await(() -> session.getRemoteState() == EndpointState.ACTIVE);
    }

    /** A link to {@code address}; a null address is the anonymous relay. */
    public Sender open(String address) throws IOException, Refused {
        Target target = new Target();
        target.setAddress(address);
        return open(sender -> sender.setTarget(target));
    }

    /** A link to an address that the broker makes up. */
    public Sender openDynamic() throws IOException, Refused {
        Target target = new Target();
        target.setDynamic(true);
        return open(sender -> sender.setTarget(target));
    }

    private Sender open(Consumer<Sender> to) throws IOException, Refused {
        Sender sender = session.sender("sender-" + ++number);
        to.accept(sender);
        sender.setSource(new Source());
        sender.setSenderSettleMode(SenderSettleMode.MIXED);
        sender.open();
        // a refused link is first attached without a target, and then detached with the reason
        await(() -> isClosed(sender) || sender.getRemoteTarget() != null && sender.getRemoteCredit() > 0);
        check(sender);
        return sender;
    }

    /** A link from {@code address}, as a consumer or, if {@code browse}, as a browser has it. */
    public Receiver receive(String address, boolean browse) throws IOException, Refused {
        Source source = new Source();
        source.setAddress(address);
        if (browse) {
            source.setDistributionMode(Symbol.valueOf("copy"));
        }
        Receiver receiver = session.receiver("receiver-" + ++number);
        receiver.setSource(source);
        receiver.setTarget(new Target());
        receiver.open();
        receiver.flow(10);
        await(() -> isClosed(receiver) || receiver.getRemoteSource() != null);
        check(receiver);
        return receiver;
    }

    /** Sends and waits for the outcome. */
    public void send(Sender sender, byte[] message) throws IOException, Refused {
        send(sender, message, 0);
    }

    public void send(Sender sender, byte[] message, int messageFormat) throws IOException, Refused {
        outcome(sender, put(sender, message, messageFormat, null), Accepted.class);
    }

    /** Sends as settled: the broker does not answer, so the outcome is unknown. */
    public void sendSettled(Sender sender, byte[] message) throws IOException, Refused {
        put(sender, message, 0, null).settle();
        flush();
    }

    /** Sends the first part of a message, and no more. */
    public void sendPart(Sender sender, byte[] part) throws IOException {
        sender.delivery(tag());
        sender.send(part, 0, part.length);
        flush();
    }

    public Binary begin() throws IOException, Refused {
        if (coordinator == null) {
            coordinator = open(sender -> sender.setTarget(new Coordinator()));
        }
        Delivery declare = put(coordinator, AmqpSections.encode(new AmqpValue(new Declare())), 0, null);
        return outcome(coordinator, declare, Declared.class).getTxnId();
    }

    public void send(Sender sender, byte[] message, Binary transaction) throws IOException, Refused {
        TransactionalState state = new TransactionalState();
        state.setTxnId(transaction);
        Delivery delivery = put(sender, message, 0, state);
        TransactionalState answer = outcome(sender, delivery, TransactionalState.class);
        if (!(answer.getOutcome() instanceof Accepted)) {
            throw new Refused(String.valueOf(answer.getOutcome()));
        }
    }

    public void end(Binary transaction, boolean commit) throws IOException, Refused {
        Discharge discharge = new Discharge();
        discharge.setTxnId(transaction);
        discharge.setFail(!commit);
        send(coordinator, AmqpSections.encode(new AmqpValue(discharge)));
    }

    private Delivery put(Sender sender, byte[] message, int messageFormat, DeliveryState state) throws IOException, Refused {
        await(() -> isClosed(sender) || sender.getCredit() > 0);
        check(sender);
        Delivery delivery = sender.delivery(tag());
        delivery.setMessageFormat(messageFormat);
        if (state != null) {
            delivery.disposition(state);
        }
        sender.send(message, 0, message.length);
        sender.advance();
        return delivery;
    }

    private byte[] tag() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(++number).array();
    }

    private <T> T outcome(Sender sender, Delivery delivery, Class<T> expected) throws IOException, Refused {
        await(() -> delivery.getRemoteState() != null || isClosed(sender));
        DeliveryState state = delivery.getRemoteState();
        delivery.settle();
        if (!expected.isInstance(state)) {
            check(sender);
            throw new Refused(String.valueOf(state));
        }
        return expected.cast(state);
    }

    private static boolean isClosed(Link link) {
        return link.getRemoteState() == EndpointState.CLOSED;
    }

    private static void check(Link link) throws Refused {
        if (isClosed(link)) {
            throw new Refused(text(link.getRemoteCondition()));
        }
    }

    private static String text(ErrorCondition condition) {
        return condition == null ? "closed" : condition.getCondition() + ": " + condition.getDescription();
    }

    private void await(BooleanSupplier done) throws IOException, Refused {
        long end = System.nanoTime() + LIMIT_NANOS;
        flush();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("no answer");
            }
            if (connection.getRemoteState() == EndpointState.CLOSED) {
                throw new Refused(text(connection.getRemoteCondition()));
            }
            read();
            flush();
        }
    }

    private void read() throws IOException, Refused {
        int capacity = transport.capacity();
        int count = capacity < 0 ? -1 : socket.getInputStream().read(buffer, 0, Math.min(buffer.length, capacity));
        if (count < 0) {
            throw new Refused("the connection was closed; " + text(connection.getRemoteCondition()));
        }
        try {
            transport.tail().put(buffer, 0, count);
            transport.process();
        } catch (TransportException e) {
            throw new Refused("the connection was broken off", e);
        }
    }

    private void flush() throws IOException {
        for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
            ByteBuffer head = transport.head();
            byte[] bytes = new byte[head.remaining()];
            head.get(bytes);
            socket.getOutputStream().write(bytes);
            transport.pop(bytes.length);
        }
    }

    /** Breaks the connection off, without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
