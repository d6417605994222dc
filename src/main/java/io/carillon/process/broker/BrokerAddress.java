package io.carillon.process.broker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;

/**
 * The address of the broker in the terms of the resource adapter: a connector class and parameters for each server.
 *
 * <p>Accepts the URLs that Artemis' own clients accept: {@code tcp://host:61616?sslEnabled=true}, or several servers as
 * {@code (tcp://a:61616,tcp://b:61616)?ha=true}.
 */
record BrokerAddress(List<String> connectors, List<Map<String, Object>> parameters, boolean ha) {

    static BrokerAddress inVm() {
        return new BrokerAddress(List.of(InVMConnectorFactory.class.getName()), List.of(Map.of("serverId", "0")), false);
    }

    static BrokerAddress parse(String url) throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(url)) {
            List<TransportConfiguration> servers = Arrays.asList(locator.getStaticTransportConfigurations());
            return new BrokerAddress(
                    servers.stream().map(TransportConfiguration::getFactoryClassName).toList(),
                    servers.stream().map(TransportConfiguration::getParams).toList(),
                    locator.isHA());
        }
    }

    /** The form for the log, without parameters, which may contain passwords of key stores. */
    static String withoutQuery(String url) {
        return url.replaceAll("\\?[^,)]*", "");
    }
}
