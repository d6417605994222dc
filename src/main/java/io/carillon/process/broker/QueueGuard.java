package io.carillon.process.broker;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.security.SecurityAuth;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPMessage;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPStandardMessage;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CompositeAddress;

/**
 * The broker plugin that every message of a producer passes before it is queued, whatever its protocol. A message that passes is
 * durable, has a body that the listener can read, a time, an id and its origin, and none of the properties that are reserved for
 * Carillon. A message that the listener could not read becomes bytes with a reason, and ends as a rejected message. One that is
 * too long is refused, so that its producer learns of it, and so is every message while the disk is full.
 *
 * <p>The embedded broker uses it; for an external broker, copy {@code carillon-broker.jar} into its {@code lib} folder. It leaves
 * alone what the service sends: over a connection inside the process, or as a user with the role {@code carillon}; and what the
 * other broker of a cluster forwards, which passed the plugin there.
 */
public class QueueGuard implements ActiveMQServerPlugin {

    private static final Logger LOG = Logger.getLogger(QueueGuard.class.getName());
    private static final String ADDRESS = "carillon";
    private static final SimpleString DEAD_LETTERS = SimpleString.of("carillon.dead-letter");
    private static final Set<String> QUEUES = Set.of("carillon.changes", DEAD_LETTERS.toString());
    private static final String STOMP = "STOMP";
    /** Of messages that came as STOMP or MQTT. */
    private static final List<SimpleString> CONTENT_TYPES = List.of(Message.HDR_CONTENT_TYPE, MQTTUtil.MQTT_CONTENT_TYPE_KEY);
    private static final char REPLACEMENT = '\uFFFD';

    private final Clock clock = Clock.systemUTC();
    private Configuration configuration;
    private DiskRoom room;

    @Override
    public void registered(ActiveMQServer server) {
        configuration = server.getConfiguration();
        room = new DiskRoom(configuration);
    }

    @Override
    public void afterCreateConnection(RemotingConnection connection) {
        MqttRules.apply(connection);
        UnfinishedInput.bound(connection);
        StompInput.read(connection);
    }

    @Override
    public void beforeSend(ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        RemotingConnection connection = session.getRemotingConnection();
        SimpleString address = message.getAddressSimpleString();
        if (!isOurs(session, address)) {
            return;
        }
        try {
            room.require();
            if (!BrokerUsers.isService(connection) && !isCluster(session)) {
                requireQueue(session.removePrefix(address));
                AmqpConnections.requireOpen(connection, tx);
                admit(message, connection);
            }
        } catch (ActiveMQException e) {
            throw refused(e, tx);
        } catch (RuntimeException | StackOverflowError e) {
            throw refused(Refused.because("The message cannot be decoded: " + e), tx);
        }
    }

    /** Whether it is that of another broker. The broker has checked the password, and accepts none that is not configured. */
    private boolean isCluster(ServerSession session) {
        return configuration.isSecurityEnabled() && configuration.getClusterUser().equals(session.getUsername());
    }

    private static ActiveMQException refused(ActiveMQException reason, Transaction tx) {
        if (tx != null) {
            tx.markAsRollbackOnly(reason);
        }
        return reason;
    }

    private static boolean isOurs(ServerSession session, SimpleString address) {
        return address != null && isOurs(session.removePrefix(address));
    }

    /** The broker would drop a message for an address together with a queue that the address does not have. */
    private static void requireQueue(SimpleString address) throws ActiveMQException {
        if (CompositeAddress.isFullyQualified(address)
                && !CompositeAddress.extractQueueName(address).equals(CompositeAddress.extractAddressName(address))) {
            throw Refused.because("There is no queue " + address + ".");
        }
    }

    private static boolean isOurs(SimpleString address) {
        return address.toString().startsWith(ADDRESS);
    }

    private void admit(Message message, RemotingConnection connection) throws ActiveMQException {
        Map<String, Object> stamps = Stamps.of(connection);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (message.getUserID() == null) {
            Stamps.identify(stamps);
        }
        if (message instanceof AMQPStandardMessage amqp) {
            AmqpRewriter.rewrite(amqp, stamps, now);
        } else if (message instanceof ICoreMessage core) {
            admit(core, stamps, Date.from(now));
        } else {
            throw Refused.ofLength(); // the broker streams only longer AMQP messages to disk
        }
    }

    private static void admit(ICoreMessage message, Map<String, Object> stamps, Date now) throws ActiveMQException {
        if (message.getHeadersAndPropertiesEncodeSize() > Stamps.MOST_PROPERTIES_LENGTH) {
            throw Refused.ofProperties();
        }
        Stamps.keepDuplicateId(stamps, message::getObjectProperty);
        CONTENT_TYPES.forEach(name -> Stamps.keepContentType(stamps, message.getObjectProperty(name)));
        removeReserved(message);
        CoreBody body = new CoreBody(message);
        body.requireSize();
        try {
            body.requireReadable();
            body.giveType();
            requireNoReplacement(body, message, stamps);
        } catch (UnreadableMessage e) {
            body.becomeBytes();
            stamps.put(Stamps.UNREADABLE, e.getMessage());
        }
        if (!Stamps.isTime(new Date(message.getTimestamp()), now)) {
            message.setTimestamp(now.getTime());
        }
        message.setPriority(Stamps.PRIORITY);
        stamps.forEach(message::putObjectProperty);
        LargeFiles.makeDurable(message);
        message.reencode();
    }

    private static void removeReserved(ICoreMessage message) {
        List<SimpleString> reserved =
                message.getPropertyNames().stream().filter(name -> Stamps.isReserved(name.toString())
                        && !Stamps.describesBody(name.toString())).toList();
        reserved.forEach(message::removeProperty);
    }

    /** STOMP's text is decoded by the broker, which replaces what is not UTF-8: what the producer meant is lost then. */
    private static void requireNoReplacement(CoreBody body, ICoreMessage message, Map<String, Object> stamps)
            throws ActiveMQException {
        if (STOMP.equals(stamps.get(Stamps.PROTOCOL)) && message.getType() == Message.TEXT_TYPE
                && body.text().indexOf(REPLACEMENT) >= 0) {
            String reason = "The body is not UTF-8. Send a content-length header with bytes.";
            message.putStringProperty(Stamps.REFUSED, reason); // the error frame shows the message, and no reason
            throw Refused.because(reason);
        }
    }

    /**
     * Keeps the broker from removing a consumer because it cannot convert an AMQP message. Such a message can only be one that
     * was queued without this plugin; the few dead letters are all looked at, because nothing would take such a message away.
     */
    @Override
    public boolean canAccept(ServerConsumer consumer, MessageReference reference) {
        return !(reference.getMessage() instanceof AMQPMessage message) || !isOurs(reference.getQueue().getAddress())
                || message.containsProperty(Stamps.ADMITTED) && !reference.getQueue().getName().equals(DEAD_LETTERS)
                || becomesReadable(message);
    }

    private boolean becomesReadable(AMQPMessage message) {
        try {
            message.toCore();
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warning(() -> "message.rewritten id=" + message.getMessageID() + " reason=" + e.getMessage());
            return message instanceof AMQPStandardMessage standard && isRewritten(standard);
        }
    }

    /** Whatever asks for it: some commands of producers delete a queue without permission. */
    @Override
    public void beforeDestroyQueue(Queue queue, SecurityAuth session, boolean checkConsumerCount, boolean removeConsumers,
            boolean autoDeleteAddress) throws ActiveMQException {
        if (QUEUES.contains(queue.getName().toString())) {
            throw Refused.because("Carillon's queues cannot be deleted while the broker has its plugin.");
        }
    }

    private boolean isRewritten(AMQPStandardMessage message) {
        try {
            AmqpRewriter.rewrite(message, new HashMap<>(), clock.instant());
            return true;
        } catch (ActiveMQException tooManyProperties) {
            return false;
        }
    }
}
