package io.carillon.process.broker;

import static io.carillon.settings.Setting.BROKER_PASSWORD;
import static io.carillon.settings.Setting.BROKER_PORT;
import static io.carillon.settings.Setting.BROKER_URL;
import static io.carillon.settings.Setting.BROKER_USER;

import io.carillon.settings.Settings;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.ConnectionFactoryProperties;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;

/**
 * Artemis' resource adapter with its broker: the embedded one, unless {@code carillon.broker.url} names another.
 *
 * <p>The container starts it before the application and stops it after the application, so the embedded broker is available
 * from the first connection to the last. Connections are retried forever, but a call waits at most five seconds, so that a
 * producer learns that the broker is unavailable while its own client still waits for the response.
 *
 * <p>A listener that has lost its broker tries that one and its backup for some seconds, and then every broker that it knows, so
 * that no listener waits for a broker of a cluster while another one is there.
 */
public class CarillonResourceAdapter extends ActiveMQResourceAdapter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(CarillonResourceAdapter.class.getName());
    private static final long CALL_TIMEOUT_MS = 5_000;
    /** With the growing pauses between them, they last eight seconds. */
    private static final int ATTEMPTS_WITH_THE_SAME_BROKER = 5;
    private static final int FOREVER = -1;
    /** After this time without a byte, an external broker is taken for gone, and the listeners connect again. */
    private static final long BROKER_SILENT_MS = 10_000;
    /** After this time, an external broker takes this node for gone, and other nodes get the messages that it had. */
    private static final long NODE_SILENT_MS = 20_000;

    private transient EmbeddedBroker embedded;
    private transient AdapterWatch watch;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            Settings settings = settings();
            Optional<String> url = settings.text(BROKER_URL);
            connect(url.isPresent() ? BrokerAddress.parse(url.get()) : startEmbedded(settings));
            settings.text(BROKER_USER).ifPresent(user -> authenticate(user, settings.text(BROKER_PASSWORD).orElse("")));
            LOG.info(() -> "broker.connecting url=" + url.map(BrokerAddress::withoutQuery).orElse("embedded"));
        } catch (Exception e) {
            throw new ResourceAdapterInternalException("The broker could not be started, or its address is wrong", e);
        }
        super.start(context);
        watch = new AdapterWatch(embedded, embedded == null ? new RemoteQueues(this) : embedded);
        watch.start(pause());
    }

    @Override
    public ActiveMQConnectionFactory newConnectionFactory(ConnectionFactoryProperties properties) {
        ActiveMQConnectionFactory factory = super.newConnectionFactory(properties);
        if (properties instanceof ActiveMQActivationSpec) {
            factory.setReconnectAttempts(ATTEMPTS_WITH_THE_SAME_BROKER);
            factory.getServerLocator().setFailoverAttempts(FOREVER);
        }
        return factory;
    }

    /** Like the adapter's own, with activations that can be connected again. */
    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof ActiveMQActivationSpec ours)) {
            throw new ResourceException("The activation is not one of this adapter");
        }
        ListenerActivation listener = new ListenerActivation(this, factory, ours, clock());
        watch.add(spec, listener);
        listener.start();
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        watch.remove(spec);
    }

    @Override
    public void stop() {
        if (watch != null) {
            watch.stop();
        }
        super.stop();
        if (embedded != null) {
            embedded.stop();
        }
    }

    /**
     * Reads the settings from the launcher's system properties or, on an application server, the same environment variables.
     * Checks only the broker's: the application checks all others, which may come from sources that are unknown here.
     */
    private static Settings settings() {
        UnaryOperator<String> process = Settings.lookup(System.getProperties(), System.getenv());
        return Settings.of(key -> key.startsWith("carillon.broker.") ? process.apply(key) : null);
    }

    /** The launcher publishes the default port; without the launcher, the embedded broker opens a port only if one is set. */
    private BrokerAddress startEmbedded(Settings settings) throws Exception {
        embedded = newBroker(settings, settings.isSet(BROKER_PORT) ? settings.number(BROKER_PORT) : 0);
        embedded.start();
        return BrokerAddress.inVm();
    }

    /** The clock that decides when a listener has been without its consumers for too long, in nanoseconds. */
    LongSupplier clock() {
        return System::nanoTime;
    }

    /** The pause between two looks at the listeners. */
    Duration pause() {
        return AdapterWatch.PAUSE;
    }

    EmbeddedBroker newBroker(Settings settings, int port) {
        return new EmbeddedBroker(settings, port);
    }

    private void connect(BrokerAddress address) {
        getProperties().setParsedConnectorClassNames(address.connectors());
        getProperties().setParsedConnectionParameters(address.parameters());
        setHA(address.ha());
        setCallTimeout(CALL_TIMEOUT_MS);
        setCallFailoverTimeout(CALL_TIMEOUT_MS);
        if (embedded == null) {
            setClientFailureCheckPeriod(BROKER_SILENT_MS);
            setConnectionTTL(NODE_SILENT_MS);
        }
        setInitialConnectAttempts(1);
        setReconnectAttempts(FOREVER);
        setRetryInterval(500L);
        setRetryIntervalMultiplier(2.0);
        setMaxRetryInterval(10_000L);
        setSetupAttempts(FOREVER);
        setSetupInterval(2_000L);
    }

    private void authenticate(String user, String password) {
        setUserName(user);
        setPassword(password);
    }
}
