package io.carillon.bridge;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What the file of the bridge says: names that begin with {@code carillon.} are its own, all others are those of the
 * broker's client.
 */
final class BridgeSettings {

    private static final String OWN = "carillon.";
    private static final String KEY = "CARILLON_KEY";

    private final Properties own = new Properties();
    private final Properties client = new Properties();

    private BridgeSettings(Properties all) {
        all.stringPropertyNames().forEach(name ->
                (name.startsWith(OWN) ? own : client).setProperty(name, all.getProperty(name).strip()));
    }

    /** The settings in {@code file}; the key may be in {@code environment} instead. */
    static BridgeSettings read(Path file, Map<String, String> environment) throws IOException {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        if (environment.containsKey(KEY)) {
            all.setProperty("carillon.key", environment.get(KEY));
        }
        return new BridgeSettings(all);
    }

    /** Where Carillon is. */
    URI url() {
        return URI.create(own("carillon.url"));
    }

    /** A key of Carillon's API that may report. */
    String key() {
        return own("carillon.key");
    }

    /**
     * The value of one of the bridge's own settings.
     *
     * @throws IllegalArgumentException if it is missing
     */
    String own(String name) {
        return require(own, name);
    }

    /** The same; null if it is missing. */
    String ownOrNull(String name) {
        return own.getProperty(name);
    }

    /** The settings of the broker's client, which must have {@code required}. */
    Properties client(String... required) {
        for (String name : required) {
            require(client, name);
        }
        Properties copy = new Properties();
        copy.putAll(client);
        return copy;
    }

    private static String require(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is required" + (name.equals("carillon.key") ? ", or " + KEY
                    + " in the environment" : ""));
        }
        return value;
    }
}
