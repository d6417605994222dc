package io.carillon.blackbox.support;

import java.net.URI;
import java.nio.file.Path;

/** A running Carillon that the tests have started: {@code carillon.jar}, or the WAR on an application server. */
public interface Node extends AutoCloseable {

    int httpPort();

    /** Where producers connect. */
    String brokerUrl();

    /** All that the node has written to its log. */
    String log();

    /** The folder in {@code CARILLON_HOME}. */
    Path home();

    @Override
    void close();

    default Api api() {
        return new Api(URI.create("http://127.0.0.1:" + httpPort()), CarillonProcess.OPERATOR_KEY);
    }
}
