package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;

class ConsoleFilterTest {

    private static final String BEANS = "jakarta.enterprise.ejb.container";
    private static final String PERSISTENCE = "org.eclipse.persistence.session./file:/x_carillon";

    @Test
    void tracesOfADatabaseThatIsAwayAreKeptOffAndOthersAreNot() {
        Throwable away = new IllegalStateException(new RuntimeException(new SQLException("connection refused")));
        assertThat(isShown(BEANS, "", away), is(false));
        assertThat(isShown(PERSISTENCE, "Exception [EclipseLink-4002] …", null), is(false));
        assertThat(isShown(BEANS, "", new NullPointerException()), is(true));
        assertThat(isShown(PERSISTENCE, "Exception [EclipseLink-8034] …", null), is(true));
        assertThat(isShown("javax.enterprise.resource.jta.com.sun.enterprise.transaction", "", new XAException()), is(false));
        assertThat(isShown("io.carillon.coalescing.ChangeListener", "message.returned", away), is(true));
    }

    @Test
    void theAdaptersTraceOfAFailedDeliveryIsKeptOff() {
        assertThat(isShown("org.apache.activemq.artemis.ra", "AMQ154004: Failed to deliver message", new Exception()), is(false));
        assertThat(isShown("org.apache.activemq.artemis.ra", "AMQ152004: something else", null), is(true));
    }

    @Test
    void theTraceOfAPathWithABrokenPercentSignIsKeptOff() {
        String said = "An exception or error occurred in the container during the request processing";
        Throwable broken = new IllegalArgumentException("URLDecoder: Illegal hex characters in escape (%) pattern - %zz");
        assertThat(isShown("jakarta.enterprise.web.core", said, broken), is(false));
        assertThat(isShown("jakarta.enterprise.web.core", said, new IllegalArgumentException("another")), is(true));
        assertThat(isShown("jakarta.enterprise.web.core", said, new IllegalStateException("URLDecoder: ")), is(true));
    }

    @Test
    void theTraceOfAClientThatBrokeOffIsKeptOff() {
        String jersey = "org.glassfish.jersey.server.ServerRuntime$Responder";
        for (IOException gone : List.of(new IOException("Connection is closed"), new IOException("Broken pipe"),
                new EOFException(), new ClosedChannelException())) {
            assertThat(isShown(jersey, "Error while closing the output stream", new UncheckedIOException(gone)), is(false));
            assertThat(isShown("jakarta.enterprise.web.core", "Servlet.service() threw exception", gone), is(false));
            assertThat(isShown("org.apache.activemq.artemis.core.server", "another", gone), is(true));
        }
        assertThat(isShown(jersey, "another", new IOException("No space left on device")), is(true));
        assertThat(isShown(jersey, "another", new IllegalStateException()), is(true));
        assertThat(isShown(jersey, "another", null), is(true));
    }

    @Test
    void warningsAboutContextsThatEndInAnotherThreadAreKeptOff() {
        assertThat(isShown("org.jboss.weld.Servlet", "WELD-000714: HttpContextLifecycle guard leak detected.", null), is(false));
        assertThat(isShown("org.jboss.weld.Servlet", "WELD-000001: another one", null), is(true));
    }

    @Test
    void aWarningOfServerOrBrokerIsShownOnceAMinute() {
        AtomicLong now = new AtomicLong();
        ConsoleFilter filter = new ConsoleFilter(now::get);
        String broker = "org.apache.activemq.artemis.core.server";
        assertThat(filter.isLoggable(entry(broker, "AMQ222285: File a is empty", null)), is(true));
        assertThat(filter.isLoggable(entry(broker, "AMQ222285: File b is empty", null)), is(false));
        assertThat(filter.isLoggable(entry(broker, "AMQ222210: Free storage space", null)), is(true));
        for (int i = 0; i < 3; i++) {
            assertThat("our own lines are bounded where they are made",
                    filter.isLoggable(entry("io.carillon.dispatch.DispatchTimer", "tick.failed", null)), is(true));
        }
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertThat(filter.isLoggable(entry(broker, "AMQ222285: File c is empty", null)), is(true));
    }

    /** The broker's messages without a number contain what a client sent, which may differ each time. */
    @Test
    void whatAClientSendsDoesNotMakeAWarningOfTheBrokerAnotherOne() {
        ConsoleFilter filter = new ConsoleFilter(() -> 0);
        String reader = "org.apache.activemq.artemis.protocol.amqp.proton.ProtonAbstractReceiver";
        assertThat(filter.isLoggable(entry(reader, "initialCapacity : -5", new IllegalArgumentException())), is(true));
        for (int i = 0; i < 3_000; i++) {
            assertThat(filter.isLoggable(entry(reader, "initialCapacity : " + i, new IllegalArgumentException())), is(false));
        }
        assertThat(filter.isLoggable(entry(reader, "another", new IllegalStateException())), is(true));
        assertThat(filter.isLoggable(entry("io.netty.channel", "another", new IllegalStateException())), is(true));
        assertThat(filter.isLoggable(entry(reader, "AMQ119014: Transaction not found", null)), is(true));
    }

    private static boolean isShown(String logger, String message, Throwable thrown) {
        return new ConsoleFilter().isLoggable(entry(logger, message, thrown));
    }

    private static LogRecord entry(String logger, String message, Throwable thrown) {
        LogRecord entry = new LogRecord(Level.WARNING, message);
        entry.setLoggerName(logger);
        entry.setThrown(thrown);
        return entry;
    }
}
