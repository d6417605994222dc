package io.carillon.blackbox.fuzz;

import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.util.Random;

/** Messages over one connection, which is opened when it is needed and given up after every error. */
abstract class ConnectedMessages<C extends Closeable> extends Messages {

    private C connection;

    ConnectedMessages(Random random, long organization, Login login, String prefix) {
        super(random, organization, login, prefix);
    }

    abstract C connect() throws IOException, Refused;

    final void use(Use<C> use) throws IOException, Refused {
        if (connection == null) {
            connection = connect();
        }
        try {
            use.with(connection);
        } catch (IOException | Refused e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @FunctionalInterface
    interface Use<C> {
        void with(C connection) throws IOException, Refused;
    }
}
