package io.carillon.process.broker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.blackbox.support.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.federation.FederationDownstreamConfiguration;
import org.apache.activemq.artemis.core.protocol.core.CoreRemotingConnection;
import org.apache.activemq.artemis.core.protocol.core.impl.ChannelImpl;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.FederationDownstreamConnectMessage;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer cannot make the broker connect to a broker of its own, which could then read the queue. */
class FederationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path home;

    @Test
    void aProducerCannotAskForAFederation() throws Exception {
        try (ProducersPort port = new ProducersPort(home)) {
            Login login = port.login("office");
            try (ServerLocator locator = ActiveMQClient.createServerLocator(port.url()).setReconnectAttempts(0);
                    ClientSessionFactory factory = locator.createSessionFactory();
                    ClientSession session = factory.createSession(login.user(), login.password(), false, true, true, false, 0)) {
                CoreRemotingConnection connection = (CoreRemotingConnection) factory.getConnection();
                connection.getChannel(ChannelImpl.CHANNEL_ID.FEDERATION.id, -1).send(federation(login.port()));
                await().atMost(LIMIT).until(() -> session.isClosed() || connection.isDestroyed());
            }
            assertThat(port.server().getFederationManager().get("rogue"), nullValue());
        }
    }

    private static FederationDownstreamConnectMessage federation(int port) {
        FederationDownstreamConnectMessage message = new FederationDownstreamConnectMessage();
        message.setName("rogue");
        FederationDownstreamConfiguration back = new FederationDownstreamConfiguration().setName("rogue");
        back.setUpstreamConfiguration(new TransportConfiguration(NettyConnectorFactory.class.getName(),
                Map.of("host", "127.0.0.1", "port", port)));
        message.setStreamConfiguration(back);
        message.setFederationPolicyMap(Map.of());
        message.setTransformerConfigurationMap(Map.of());
        return message;
    }
}
