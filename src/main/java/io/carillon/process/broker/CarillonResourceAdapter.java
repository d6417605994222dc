package io.carillon.process.broker;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.Locale;
import java.util.logging.Logger;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;

/**
 * Artemis' resource adapter with its broker: the embedded one, unless {@code carillon.broker.url} names another.
 *
 * <p>The container starts it before the application and stops it after, so the embedded broker is there before the first
 * connection and outlives the last one. Connections are tried again for ever, but a call waits no longer than five
 * seconds: a producer hears that the broker is away while its own client still waits for the answer.
 */
public class CarillonResourceAdapter extends ActiveMQResourceAdapter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(CarillonResourceAdapter.class.getName());
    private static final long CALL_TIMEOUT_MS = 5_000;

    private transient EmbeddedBroker embedded;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            String url = setting("carillon.broker.url", "");
            connect(url.isBlank() ? startEmbedded() : BrokerAddress.parse(url));
            LOG.info(() -> "broker.connecting url=" + (url.isBlank() ? "embedded" : BrokerAddress.withoutQuery(url)));
        } catch (Exception e) {
            throw new ResourceAdapterInternalException("The broker could not be started or its address is wrong", e);
        }
        super.start(context);
    }

    @Override
    public void stop() {
        super.stop();
        if (embedded != null) {
            embedded.stop();
        }
    }

    private BrokerAddress startEmbedded() throws Exception {
        embedded = new EmbeddedBroker();
        embedded.start(Integer.parseInt(setting("carillon.broker.port", "0")));
        return BrokerAddress.inVm();
    }

    private void connect(BrokerAddress address) {
        getProperties().setParsedConnectorClassNames(address.connectors());
        getProperties().setParsedConnectionParameters(address.parameters());
        setHA(address.ha());
        setCallTimeout(CALL_TIMEOUT_MS);
        setCallFailoverTimeout(CALL_TIMEOUT_MS);
        setInitialConnectAttempts(1);
        setReconnectAttempts(-1);
        setRetryInterval(500L);
        setRetryIntervalMultiplier(2.0);
        setMaxRetryInterval(10_000L);
        setSetupAttempts(-1);
        setSetupInterval(2_000L);
        authenticate(setting("carillon.broker.user", ""), setting("carillon.broker.password", ""));
    }

    /** The launcher publishes system properties; on an application server there is none, but the same environment. */
    private static String setting(String key, String otherwise) {
        String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
        return System.getProperty(key, System.getenv().getOrDefault(variable, otherwise));
    }

    private void authenticate(String user, String password) {
        if (!user.isBlank()) {
            setUserName(user);
            setPassword(password);
        }
    }
}
