package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.HAPolicyConfiguration.TYPE;
import org.apache.activemq.artemis.core.config.ha.DistributedLockManagerConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicationBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicationPrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStoreBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files for two brokers say what they are meant to say, and the broker knows every name in them. */
class TwoBrokersConfigurationTest {

    private static final Path FOLDER = Path.of("server-config/artemis");
    private static final String ZOOKEEPERS = "zk-1:2181,zk-2:2181,zk-3:2181";
    private static final Map<String, String> OPTIONS = Map.of("carillon.broker.self", "broker-a",
            "carillon.broker.peer", "broker-b", "carillon.broker.zookeeper", ZOOKEEPERS, "CLUSTER_PASSWORD", "secret");

    @BeforeEach
    void start() {
        OPTIONS.forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        OPTIONS.keySet().forEach(System::clearProperty);
    }

    @Test
    void eachReachesTheOther() throws Exception {
        Configuration broker = configured("cluster");
        assertThat(broker.getClusterPassword(), is("secret"));
        assertThat(broker.getClusterConfigurations(), hasSize(1));
        ClusterConnectionConfiguration cluster = broker.getClusterConfigurations().get(0);
        assertThat(cluster.getMessageLoadBalancingType(), is(MessageLoadBalancingType.OFF_WITH_REDISTRIBUTION));
        assertThat(host(broker, cluster.getConnectorName()), is("broker-a"));
        assertThat(host(broker, cluster.getStaticConnectors().get(0)), is("broker-b"));
    }

    private static Object host(Configuration broker, String connector) {
        return broker.getConnectorConfigurations().get(connector).getParams().get("host");
    }

    @Test
    void messagesOfAClusterFollowTheListeners() throws Exception {
        for (String queues : new String[] {"carillon.#", "carillon.dead-letter"}) {
            assertThat(queues, configured("cluster").getAddressSettings().get(queues).getRedistributionDelay(), is(1_000L));
        }
        assertThat(configured("cluster").getAddressSettings().get("carillon.#").getMaxDeliveryAttempts(), is(16));
    }

    @Test
    void theOwnerOfALockIsActive() throws Exception {
        Configuration backup = configured("replication-backup");
        assertThat(backup.getHAPolicyConfiguration().getType(), is(TYPE.REPLICATION_BACKUP_LOCK_MANAGER));
        lock(((ReplicationPrimaryPolicyConfiguration) configured("replication-primary").getHAPolicyConfiguration())
                .getDistributedManagerConfiguration());
        ReplicationBackupPolicyConfiguration policy = (ReplicationBackupPolicyConfiguration) backup.getHAPolicyConfiguration();
        lock(policy.getDistributedManagerConfiguration());
        assertThat(policy.isAllowFailBack(), is(true));
    }

    private static void lock(DistributedLockManagerConfiguration lock) {
        assertThat(lock.getClassName(), containsString("Curator"));
        assertThat(lock.getProperties(), is(Map.of("connect-string", ZOOKEEPERS)));
    }

    @Test
    void theBackupOfASharedStoreGivesItBack() throws Exception {
        assertThat(configured("shared-store-primary").getHAPolicyConfiguration().getType(), is(TYPE.SHARED_STORE_PRIMARY));
        assertThat(((SharedStoreBackupPolicyConfiguration) configured("shared-store-backup").getHAPolicyConfiguration())
                .isAllowFailBack(), is(true));
    }

    private static Configuration configured(String file) throws Exception {
        try (InputStream in = Files.newInputStream(FOLDER.resolve("broker.xml"))) {
            Configuration configuration = new FileConfigurationParser().parseMainConfig(in).parseProperties(
                    FOLDER.resolve("ha/nodes.properties") + "," + FOLDER.resolve("ha").resolve(file + ".properties"));
            assertThat(configuration.getStatus(), not(containsString("\"errors\":[{")));
            return configuration;
        }
    }
}
