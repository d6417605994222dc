package io.carillon.process;

import static io.carillon.settings.Setting.BODY_TIMEOUT;
import static io.carillon.settings.Setting.BROKER_PASSWORD;
import static io.carillon.settings.Setting.BROKER_PORT;
import static io.carillon.settings.Setting.BROKER_URL;
import static io.carillon.settings.Setting.BROKER_USER;
import static io.carillon.settings.Setting.DB_PASSWORD;
import static io.carillon.settings.Setting.DB_POOL_SIZE;
import static io.carillon.settings.Setting.DB_URL;
import static io.carillon.settings.Setting.DB_USER;
import static io.carillon.settings.Setting.DEMO;
import static io.carillon.settings.Setting.HEAD_TIMEOUT;
import static io.carillon.settings.Setting.HOME;
import static io.carillon.settings.Setting.HTTP_ADDRESS;
import static io.carillon.settings.Setting.HTTP_PORT;
import static io.carillon.settings.Setting.LISTENER_SESSIONS;
import static io.carillon.settings.Setting.START_PATIENCE;
import static io.carillon.settings.Setting.STOP_DELAY;

import io.carillon.settings.InvalidSettings;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings of a process, from system properties and environment variables: all are checked before the server starts, and
 * those that the server itself needs are published as system properties.
 */
public class LaunchSettings {

    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";WRITE_DELAY=0;RETENTION_TIME=1000;OPTIMIZE_REUSE_RESULTS=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE"
            // H2 would log a full disk to a file on that disk, without bound
            + ";TRACE_LEVEL_FILE=0";
    /** If the process is killed while H2 commits, H2 can leave other open transactions half written (decision 5). */
    private static final int H2_CONNECTIONS = 1;
    private static final String DRIVER = "carillon.db.driver";
    private static final String CONNECTIONS = "carillon.db.connections";
    /**
     * How many milliseconds a unit of work waits for a connection. The embedded database has one, which all work shares; H2
     * reports a database that is closed at once. A pool of PostgreSQL is only empty for that long if the database hangs.
     */
    private static final String WAIT = "carillon.db.wait";
    private static final int H2_WAIT = 30_000;
    private static final int POSTGRESQL_WAIT = 5_000;
    /** How the pools find out that a connection is broken; see resources.xml. */
    private static final String VALIDATION = "carillon.db.validation";

    private final Settings settings;
    private final Properties properties;

    /** Checks all settings; throws a {@link Refusal} with one line for each fault. */
    public LaunchSettings(Map<String, String> environment, Properties properties) {
        this.properties = properties;
        try {
            settings = Settings.of(Settings.lookup(properties, environment));
        } catch (InvalidSettings e) {
            throw Refusal.of(e.faults());
        }
    }

    /** Publishes the system properties that the server's configuration refers to. */
    public void publish() {
        publish(HTTP_PORT, settings.number(HTTP_PORT));
        publish(HTTP_ADDRESS, settings.word(HTTP_ADDRESS));
        publish(HEAD_TIMEOUT, settings.duration(HEAD_TIMEOUT));
        publish(BODY_TIMEOUT, settings.duration(BODY_TIMEOUT));
        publish(HOME, home());
        publish(DEMO, settings.flag(DEMO));
        publishDatabase();
        publish(BROKER_URL, settings.text(BROKER_URL).orElse(""));
        publish(BROKER_USER, settings.text(BROKER_USER).orElse(""));
        publish(BROKER_PASSWORD, settings.text(BROKER_PASSWORD).orElse(""));
        publish(BROKER_PORT, settings.number(BROKER_PORT));
        publish(LISTENER_SESSIONS, settings.number(LISTENER_SESSIONS));
    }

    private void publish(Setting setting, Object value) {
        properties.setProperty(setting.key(), value.toString());
    }

    private void publishDatabase() {
        String url = settings.text(DB_URL).orElseGet(() -> "jdbc:h2:file:" + home().resolve("database/carillon") + H2_OPTIONS);
        boolean embedded = settings.embeddedDatabase();
        publish(DB_URL, embedded ? url : new PostgresUrl(url).complete(settings));
        properties.setProperty(DRIVER, embedded ? "org.h2.Driver" : "org.postgresql.Driver");
        properties.setProperty(VALIDATION, embedded ? "table" : "custom-validation");
        properties.setProperty(WAIT, String.valueOf(embedded ? H2_WAIT : POSTGRESQL_WAIT));
        properties.setProperty(CONNECTIONS, String.valueOf(embedded ? H2_CONNECTIONS : settings.number(DB_POOL_SIZE)));
    }

    LogConfiguration log() throws IOException {
        return LogConfiguration.plain().with(settings);
    }

    /** All of them. */
    public Settings settings() {
        return settings;
    }

    /** The absolute path of the home folder. */
    public Path home() {
        return settings.path(HOME).toAbsolutePath().normalize();
    }

    Duration stopDelay() {
        return settings.duration(STOP_DELAY);
    }

    Optional<String> operatorKey() {
        return settings.text(Setting.OPERATOR_KEY);
    }

    /** The database that must be available before the server starts; empty for the embedded one, which always is. */
    public Optional<DatabaseAtStart> databaseToAwait() {
        if (settings.embeddedDatabase()) {
            return Optional.empty();
        }
        Properties login = new Properties();
        login.setProperty("user", settings.word(DB_USER));
        login.setProperty("password", settings.text(DB_PASSWORD).orElse(""));
        return Optional.of(new DatabaseAtStart(properties.getProperty(DRIVER), properties.getProperty(DB_URL.key()), login,
                settings.duration(START_PATIENCE)));
    }
}
