package io.carillon.blackbox.support;

import java.net.URI;

/** Where a producer finds the broker and what it calls itself there; without a user it is anonymous. */
public record Login(int port, String user, String password) {

    public static Login anonymous(String brokerUrl) {
        return new Login(URI.create(brokerUrl).getPort(), null, null);
    }

    /** At an external broker, as the user of producers. */
    public static Login producer(String brokerUrl) {
        return new Login(URI.create(brokerUrl).getPort(), BrokerProcess.PRODUCER, BrokerProcess.PASSWORD);
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    boolean isAnonymous() {
        return user == null;
    }
}
