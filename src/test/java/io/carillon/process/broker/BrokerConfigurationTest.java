package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedded broker and the configuration for an external one promise the same to producers. */
class BrokerConfigurationTest {

    private static final Path EXTERNAL = Path.of("server-config/artemis/broker.xml");
    private static Configuration embedded;
    private static Configuration external;

    @BeforeAll
    static void parse() throws Exception {
        embedded = parsed(Path.of("server-config/broker.xml"));
        external = parsed(EXTERNAL);
    }

    private static Configuration parsed(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return new FileConfigurationParser().parseMainConfig(in);
        }
    }

    @Test
    void theSameRolesMayDoTheSame() {
        assertThat(embedded.isSecurityEnabled(), is(true));
        assertThat(external.isSecurityEnabled(), is(true));
        assertThat(embedded.getSecurityRoles(), is(external.getSecurityRoles()));
    }

    @Test
    void thereAreTheSameQueues() {
        assertThat(addresses(embedded), is(addresses(external)));
        assertThat(diverts(embedded), is(diverts(external)));
    }

    private static List<String> diverts(Configuration configuration) {
        return configuration.getDivertConfigurations().stream().map(divert -> divert.getName() + " " + divert.getAddress() + " "
                + divert.getForwardingAddress() + " " + divert.getRoutingType() + " " + divert.isExclusive()).toList();
    }

    private static Map<String, String> addresses(Configuration configuration) {
        return configuration.getAddressConfigurations().stream().collect(Collectors.toMap(address -> address.getName(),
                address -> address.getRoutingTypes() + " " + address.getQueueConfigs().stream()
                        .map(queue -> queue.getName() + " " + queue.getRoutingType()).sorted().toList(),
                (a, b) -> a + b, TreeMap::new));
    }

    @Test
    void aMessageThatIsReturnedIsDeliveredAgainInTheSameWay() {
        for (String match : new String[] {"carillon.#", "carillon.dead-letter"}) {
            assertThat(match, promises(embedded.getAddressSettings().get(match)),
                    is(promises(external.getAddressSettings().get(match))));
        }
    }

    private static String promises(AddressSettings settings) {
        return settings.getDeadLetterAddress() + " " + settings.getExpiryAddress() + " " + settings.isSendToDLAOnNoRoute() + " "
                + settings.getMaxDeliveryAttempts() + " " + settings.getRedeliveryDelay() + " "
                + settings.getRedeliveryMultiplier() + " " + settings.getMaxRedeliveryDelay() + " "
                + settings.getAddressFullMessagePolicy() + " " + settings.getPageFullMessagePolicy();
    }

    @Test
    void aSendCreatesNoAddress() {
        for (Configuration configuration : new Configuration[] {embedded, external}) {
            for (String match : new String[] {"#", "carillon.#"}) {
                AddressSettings settings = configuration.getAddressSettings().get(match);
                assertThat(match, settings.isAutoCreateAddresses(), is(false));
                assertThat(match, settings.isAutoCreateQueues(), is(false));
            }
        }
    }

    @Test
    void bothHaveThePluginAndTheParametersOfTheProducersPort() throws Exception {
        assertThat(embedded.getIncomingInterceptorClassNames(),
                is(List.of(OpenWireCommands.class.getName(), MqttPackets.class.getName(), StompFrames.class.getName())));
        assertThat(external.getIncomingInterceptorClassNames(), is(embedded.getIncomingInterceptorClassNames()));
        assertThat(embedded.getOutgoingInterceptorClassNames(), is(List.of(StompFrames.class.getName())));
        assertThat(external.getOutgoingInterceptorClassNames(), is(embedded.getOutgoingInterceptorClassNames()));
        String xml = Files.readString(EXTERNAL);
        assertThat(xml, containsString("class-name=\"" + QueueGuard.class.getName() + "\""));
        assertThat(xml, containsString("?" + EmbeddedBroker.PARAMETERS + "</acceptor>"));
    }

    @Test
    void theEmbeddedBrokerRemembersNoPermissionByName() {
        assertThat(embedded.getAuthenticationCacheSize(), is(0L));
        assertThat(embedded.getAuthorizationCacheSize(), is(0L));
    }
}
