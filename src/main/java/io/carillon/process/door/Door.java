package io.carillon.process.door;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.management.JMException;
import javax.management.ObjectName;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * The way into the service over HTTP. {@code pre-boot.asadmin} makes it the listener's IO strategy, because the server creates no
 * other class of ours before it takes connections. It leaves the work to the server's own strategy, gives each listener a
 * {@link GuardedParser}, and each second has {@link HeadTimeout} and {@link ArrivingBodies} look for what is late.
 *
 * <p>While the server stops, it closes every connection that sends something: without an application, the server would answer
 * 500.
 */
public final class Door implements IOStrategy {

    /** The system property that the launcher sets to {@code true} when the last response is written. */
    private static final String CLOSED = "carillon.closed";
    private static final Door INSTANCE = new Door();

    private final IOStrategy server = WorkerThreadIOStrategy.getInstance();
    private final HeadTimeout heads = new HeadTimeout(limit(Setting.HEAD_TIMEOUT));
    private final ArrivingBodies bodies = new ArrivingBodies(limit(Setting.BODY_TIMEOUT));

    private Door() {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(bodies, new ObjectName("io.carillon:type=ArrivingBodies"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "carillon-door");
            thread.setDaemon(true);
            return thread;
        }).scheduleWithFixedDelay(() -> {
            heads.check();
            bodies.giveUpLate();
        }, 1, 1, SECONDS);
    }

    /** From the launcher's system properties or, on a Payara Server, the same environment variables. */
    private static Duration limit(Setting setting) {
        UnaryOperator<String> process = Settings.lookup(System.getProperties(), System.getenv());
        return Settings.of(key -> key.equals(setting.key()) ? process.apply(key) : null).duration(setting);
    }

    /** The server calls this method by its name. */
    public static Door getInstance() {
        return INSTANCE;
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        return executeIoEvent(connection, event, true);
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean isEnabled) throws IOException {
        if (event == IOEvent.READ) {
            if (Boolean.getBoolean(CLOSED)) {
                connection.terminateSilently();
                return true;
            }
            heads.arriving(connection);
        } else if (event == IOEvent.SERVER_ACCEPT && connection.obtainProcessor(event) instanceof FilterChain chain) {
            GuardedParser.install(chain, bodies);
        }
        return server.executeIoEvent(connection, event, isEnabled);
    }

    @Override
    public Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return server.getThreadPoolFor(connection, event);
    }

    @Override
    public ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return server.createDefaultWorkerPoolConfig(transport);
    }
}
