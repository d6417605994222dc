package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Two PostgreSQL, of which one takes the writes and the other follows as its synchronous standby: a commit is confirmed when both
 * disks have it. When the primary is gone, {@link #promote} makes the standby the primary, which then works alone until
 * {@link #rejoin} has made the other one its standby.
 */
public final class PostgresPair implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String STANDBY = "standby";

    private PostgresProcess primary;
    private PostgresProcess standby;

    public PostgresPair(Path folder) {
        primary = member(folder.resolve("database-1"));
        standby = member(folder.resolve("database-2"));
    }

    private static PostgresProcess member(Path folder) {
        return new PostgresProcess(folder).with("wal_keep_size", "512MB");
    }

    public PostgresPair start() {
        primary.start();
        rejoin();
        return this;
    }

    /** What makes a service use whichever of the two takes writes. */
    public Map<String, String> settings() {
        Map<String, String> settings = PostgresProcess.settings("127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port());
        settings.merge("CARILLON_DB_URL", "?targetServerType=primary", String::concat);
        return settings;
    }

    /** {@code kill -9}. */
    public void killPrimary() {
        primary.kill();
    }

    /** An orderly stop, which ends all connections and sends the standby everything first. */
    public void stopPrimary() {
        primary.close();
    }

    /** Makes the standby the primary; the other one must have ended. */
    public void promote() {
        standby.execute("SELECT pg_promote(true, 60)");
        PostgresProcess gone = primary;
        primary = standby;
        standby = gone;
    }

    /** Makes the one that is down a synchronous standby, from a copy of the primary; returns when commits wait for it. */
    public void rejoin() {
        new BaseBackup(primary).into(standby.data(), STANDBY);
        standby.start();
        awaitStandby("state = 'streaming'");
        primary.execute("ALTER SYSTEM SET synchronous_standby_names = '" + STANDBY + "'");
        primary.execute("SELECT pg_reload_conf()");
        awaitStandby("sync_state = 'sync'");
    }

    private void awaitStandby(String condition) {
        String found = "SELECT FROM pg_stat_replication WHERE application_name = '" + STANDBY + "' AND " + condition;
        await(condition).atMost(LIMIT).pollInterval(Duration.ofMillis(100))
                .until(() -> primary.run(statement -> statement.executeQuery(found).next()));
    }

    /** {@code kill -9} of the standby: commits wait until it is back. */
    public void killStandby() {
        standby.kill();
    }

    /** After {@link #killStandby}. */
    public void startStandby() {
        standby.start();
        awaitStandby("sync_state = 'sync'");
    }

    /** Ends all connections to the primary; returns how many it ended. */
    public int terminateConnections() {
        return primary.terminateConnections();
    }

    @Override
    public void close() {
        primary.close();
        standby.close();
    }
}
