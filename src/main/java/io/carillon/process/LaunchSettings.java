package io.carillon.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings that the server itself needs, checked before it starts and published as system properties.
 *
 * <p>Each comes from a system property, else from the environment variable of the same name in MicroProfile's spelling
 * ({@code carillon.db.pool-size} is {@code CARILLON_DB_POOL_SIZE}), else from its default; blank counts as absent. All
 * other settings are read by the application through MicroProfile Config and do not pass through here.
 */
class LaunchSettings {

    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";WRITE_DELAY=0;RETENTION_TIME=1000;OPTIMIZE_REUSE_RESULTS=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";
    /** H2 tears transactions that are open while another one commits, if the process is killed then (decision 5). */
    private static final int H2_CONNECTIONS = 1;
    private static final Map<String, String> DRIVERS = Map.of(
            "jdbc:h2:", "org.h2.Driver",
            "jdbc:postgresql:", "org.postgresql.Driver");

    private final Map<String, String> environment;
    private final Properties properties;

    LaunchSettings(Map<String, String> environment, Properties properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** Checks everything and publishes it; what is wrong is told before anything is touched. */
    void publish() {
        publish("carillon.http.port", String.valueOf(httpPort()));
        publish("carillon.http.address", value("carillon.http.address", "127.0.0.1"));
        publish("carillon.home", home().toString());
        publishDemonstration();
        publishDatabase();
        publishBroker();
        requireRetention("carillon.retention.inbox", "P7D");
        requireRetention("carillon.retention.deliveries", "P1D");
        requireRetention("carillon.retention.rejected", "P1D");
        requireRetention("carillon.retention.audit", "P1D");
    }

    /** The demonstration's receiver listens on this machine, without TLS: what a production service would refuse. */
    private void publishDemonstration() {
        publish("carillon.demo", value("carillon.demo", "false"));
        if (Boolean.parseBoolean(properties.getProperty("carillon.demo"))) {
            publish("carillon.allow.http", value("carillon.allow.http", "true"));
            publish("carillon.allowed.subnets", value("carillon.allowed.subnets", "127.0.0.0/8"));
        }
    }

    /** Said before the server starts, because it would say it in a hundred lines. */
    void requireFreePorts() {
        requireFree("carillon.http.port", properties.getProperty("carillon.http.address"));
        if (properties.getProperty("carillon.broker.url").isEmpty()) {
            requireFree("carillon.broker.port", "127.0.0.1");
        }
    }

    private void requireFree(String key, String address) {
        int port = Integer.parseInt(properties.getProperty(key));
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new Refusal("Port " + port + " on " + address + " (" + variable(key) + ") cannot be used: "
                    + e.getMessage() + ".", e);
        }
    }

    int httpPort() {
        return number("carillon.http.port", "8080", 1, 65535);
    }

    Path home() {
        String home = value("carillon.home", "data");
        try {
            return Path.of(home).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Refusal("CARILLON_HOME is \"" + home + "\", which is not a path.", e);
        }
    }

    private void publishDatabase() {
        String url = value("carillon.db.url", "jdbc:h2:file:" + home().resolve("database/carillon") + H2_OPTIONS);
        if (!url.startsWith("jdbc:h2:") && value("carillon.secrets.key", "").isEmpty()) {
            throw new Refusal("CARILLON_SECRETS_KEY must be set when CARILLON_DB_URL is: nodes that share a database"
                    + " need the same key. Make one with: openssl rand -base64 32");
        }
        publish("carillon.db.driver", driver(url));
        publish("carillon.db.url", url.startsWith("jdbc:postgresql:") ? new PostgresUrl(url).complete(this::seconds) : url);
        int connections = number("carillon.db.pool-size", "32", 2, 1000);
        publish("carillon.db.pool-size", String.valueOf(url.startsWith("jdbc:h2:") ? H2_CONNECTIONS : connections));
    }

    /** The database that must be there before the server starts; the embedded one always is. */
    Optional<DatabaseAtStart> databaseToAwait() {
        String url = properties.getProperty("carillon.db.url");
        if (!url.startsWith("jdbc:postgresql:")) {
            return Optional.empty();
        }
        Properties login = new Properties();
        login.setProperty("user", value("carillon.db.user", "carillon"));
        login.setProperty("password", value("carillon.db.password", ""));
        return Optional.of(new DatabaseAtStart(properties.getProperty("carillon.db.driver"), url, login,
                duration("carillon.start.patience", "PT5M")));
    }

    private void publishBroker() {
        publish("carillon.broker.url", value("carillon.broker.url", ""));
        publish("carillon.broker.user", value("carillon.broker.user", ""));
        publish("carillon.broker.password", value("carillon.broker.password", ""));
        publish("carillon.broker.port", String.valueOf(number("carillon.broker.port", "61616", 0, 65535)));
        publish("carillon.listener.sessions", String.valueOf(number("carillon.listener.sessions", "8", 1, 128)));
    }

    /** The application reads the duration itself; one that forgets too early would break promises, or remove at once. */
    private void requireRetention(String key, String least) {
        if (duration(key, least).compareTo(Duration.parse(least)) < 0) {
            throw new Refusal(variable(key) + " is \"" + value(key, least) + "\", which is less than " + least + ".");
        }
    }

    private Duration duration(String key, String otherwise) {
        String text = value(key, otherwise);
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(variable(key) + " is \"" + text + "\", which is not a duration such as " + otherwise + ".", e);
        }
    }

    private static String driver(String url) {
        return DRIVERS.entrySet().stream()
                .filter(scheme -> url.startsWith(scheme.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new Refusal("CARILLON_DB_URL must begin with jdbc:postgresql: or jdbc:h2:."));
    }

    private int seconds(String key, String otherwise) {
        return number(key, otherwise, 1, 3600);
    }

    private int number(String key, String otherwise, int least, int most) {
        String text = value(key, otherwise);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Refusal(outside(key, text, least, most), e);
        }
        throw new Refusal(outside(key, text, least, most));
    }

    private static String outside(String key, String text, int least, int most) {
        return variable(key) + " is \"" + text + "\", which is not a number from " + least + " to " + most + ".";
    }

    private String value(String key, String otherwise) {
        String value = properties.getProperty(key, environment.get(variable(key)));
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static String variable(String key) {
        return key.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private void publish(String key, String value) {
        properties.setProperty(key, value);
    }
}
