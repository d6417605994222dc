package io.carillon.settings;

import static io.carillon.settings.Setting.ALLOWED_SUBNETS;
import static io.carillon.settings.Setting.ALLOW_HTTP;
import static io.carillon.settings.Setting.BROKER_ADDRESS;
import static io.carillon.settings.Setting.BROKER_PORT;
import static io.carillon.settings.Setting.BROKER_URL;
import static io.carillon.settings.Setting.BROKER_USERS;
import static io.carillon.settings.Setting.CONSOLE;
import static io.carillon.settings.Setting.CONSOLE_URL;
import static io.carillon.settings.Setting.DB_URL;
import static io.carillon.settings.Setting.DEMO;
import static io.carillon.settings.Setting.HTTP_ADDRESS;
import static io.carillon.settings.Setting.HTTP_PORT;
import static io.carillon.settings.Setting.JWT_AUDIENCES;
import static io.carillon.settings.Setting.JWT_ISSUER;
import static io.carillon.settings.Setting.JWT_PUBLICKEY_LOCATION;
import static io.carillon.settings.Setting.JWT_TOKEN_AGE;
import static io.carillon.settings.Setting.OIDC_CLAIM;
import static io.carillon.settings.Setting.OIDC_CLIENT_ID;
import static io.carillon.settings.Setting.OIDC_CLIENT_SECRET;
import static io.carillon.settings.Setting.OIDC_ISSUER;
import static io.carillon.settings.Setting.OIDC_NAME;
import static io.carillon.settings.Setting.OIDC_SCOPES;
import static io.carillon.settings.Setting.OUTGOING_PROXY;
import static io.carillon.settings.Setting.OUTGOING_PROXY_PASSWORD;
import static io.carillon.settings.Setting.OUTGOING_PROXY_RESOLVES;
import static io.carillon.settings.Setting.OUTGOING_PROXY_USER;
import static io.carillon.settings.Setting.SECRETS_KEY;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of all settings, read once and checked together. Immutable.
 *
 * <p>Each getter is for settings of one type. Getters that return no {@link Optional} are for settings that have a default or
 * that {@link #isSet}.
 */
public final class Settings {

    private static final List<Setting> TOKENS = List.of(JWT_ISSUER, JWT_AUDIENCES, JWT_PUBLICKEY_LOCATION, JWT_TOKEN_AGE);
    private static final List<Setting> PROVIDER = List.of(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_SCOPES);
    private static final List<Setting> MORE_OF_THE_PROVIDER = List.of(OIDC_NAME, OIDC_CLIENT_SECRET, OIDC_CLAIM);
    /** The demonstration's receiver listens on this machine, without TLS. */
    private static final Map<Setting, String> DEFAULTS_OF_THE_DEMONSTRATION =
            Map.of(ALLOW_HTTP, "true", ALLOWED_SUBNETS, "127.0.0.0/8");

    private static final String EVERY_INTERFACE = "0.0.0.0";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1]?");

    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
    private final Set<Setting> given = EnumSet.noneOf(Setting.class);
    private final List<String> faults = new ArrayList<>();

    private Settings(UnaryOperator<String> lookup) {
        for (Setting setting : Setting.values()) {
            String text = lookup.apply(setting.key());
            if (text != null && !text.isBlank()) {
                given.add(setting);
                put(setting, text);
            } else {
                defaultOf(setting).ifPresent(otherwise -> put(setting, otherwise));
            }
        }
        checkTogether();
    }

    /**
     * Reads all settings. {@code lookup} returns the text of a key; null or a blank text counts as absent.
     *
     * @throws InvalidSettings with all faults, if there are any
     */
    public static Settings of(UnaryOperator<String> lookup) {
        Settings settings = new Settings(lookup);
        if (!settings.faults.isEmpty()) {
            throw new InvalidSettings(settings.faults);
        }
        return settings;
    }

    /** Reads all settings from texts by key. */
    public static Settings of(Map<String, String> texts) {
        return of(texts::get);
    }

    /** Looks up a key as a process has it: in the system property, then in the environment variable. */
    public static UnaryOperator<String> lookup(Properties properties, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        for (Setting setting : Setting.values()) {
            variables.put(setting.key(), environment.get(setting.variable()));
        }
        return key -> properties.getProperty(key, variables.get(key));
    }

    private void put(Setting setting, String text) {
        try {
            values.put(setting, setting.parse(text));
            texts.put(setting, text.strip());
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
        }
    }

    /** {@code DEMO} is read before the settings whose defaults depend on it. */
    private Optional<String> defaultOf(Setting setting) {
        return Boolean.TRUE.equals(values.get(DEMO)) && DEFAULTS_OF_THE_DEMONSTRATION.containsKey(setting)
                ? Optional.of(DEFAULTS_OF_THE_DEMONSTRATION.get(setting)) : setting.defaultText();
    }

    private void checkTogether() {
        if (values.containsKey(DB_URL) && !embeddedDatabase() && !isSet(SECRETS_KEY)) {
            faults.add("CARILLON_SECRETS_KEY must be set when CARILLON_DB_URL names PostgreSQL: nodes that share a database need"
                    + " the same key. Make one with: openssl rand -base64 32");
        }
        if (values.containsKey(BROKER_ADDRESS) && !isLoopback(BROKER_ADDRESS) && !isSet(BROKER_USERS)) {
            faults.add("CARILLON_BROKER_USERS must be set when CARILLON_BROKER_ADDRESS is not loopback: every machine that"
                    + " reaches the address could send changes.");
        }
        if ("true".equals(values.get(CONSOLE)) && !isLoopback(HTTP_ADDRESS) && !isSet(CONSOLE_URL)) {
            faults.add("CARILLON_CONSOLE_URL must be set when CARILLON_CONSOLE is true and CARILLON_HTTP_ADDRESS is not loopback:"
                    + " the console's links and cookies depend on it.");
        }
        long tokens = TOKENS.stream().filter(this::isSet).count();
        if (tokens != 0 && tokens != TOKENS.size()) {
            faults.add("MP_JWT_VERIFY_ISSUER, MP_JWT_VERIFY_AUDIENCES, MP_JWT_VERIFY_PUBLICKEY_LOCATION and"
                    + " MP_JWT_VERIFY_TOKEN_AGE must be set together: Carillon accepts no token whose issuer, audience, key"
                    + " or age it cannot check.");
        }
        checkPorts();
        checkProvider();
        checkProxy();
    }

    private void checkPorts() {
        boolean areSame = !isSet(BROKER_URL) && values.containsKey(HTTP_PORT)
                && values.get(HTTP_PORT).equals(values.get(BROKER_PORT));
        if (areSame) {
            faults.add("CARILLON_HTTP_PORT and CARILLON_BROKER_PORT are both " + values.get(HTTP_PORT)
                    + "; the API and the embedded broker need a port each.");
        }
    }

    private void checkProxy() {
        Stream.of(OUTGOING_PROXY_USER, OUTGOING_PROXY_PASSWORD, OUTGOING_PROXY_RESOLVES)
                .filter(setting -> isSet(setting) && !isSet(OUTGOING_PROXY))
                .forEach(setting -> faults.add(setting.variable() + " needs CARILLON_OUTGOING_PROXY."));
        if (isSet(OUTGOING_PROXY_USER) != isSet(OUTGOING_PROXY_PASSWORD)) {
            faults.add("CARILLON_OUTGOING_PROXY_USER and CARILLON_OUTGOING_PROXY_PASSWORD must be set together.");
        }
    }

    private void checkProvider() {
        List<Setting> missing = PROVIDER.stream().filter(setting -> !isSet(setting)).toList();
        boolean isWanted = Stream.concat(PROVIDER.stream(), MORE_OF_THE_PROVIDER.stream()).anyMatch(this::isSet);
        if (isWanted && !missing.isEmpty()) {
            faults.add("Signing in with a provider lacks "
                    + missing.stream().map(Setting::variable).collect(Collectors.joining(" and "))
                    + ": CARILLON_OIDC_ISSUER, CARILLON_OIDC_CLIENT_ID and CARILLON_OIDC_SCOPES must be set together.");
        }
        if (isWanted && !isLoopback(HTTP_ADDRESS) && !isSet(CONSOLE_URL)) {
            faults.add("CARILLON_CONSOLE_URL must be set when people sign in with a provider and CARILLON_HTTP_ADDRESS is not"
                    + " loopback: the provider sends them back to that URL.");
        }
    }

    /**
     * The text of the value; empty if there is none. That of a {@linkplain Setting#isSecret secret} must not be shown, and
     * that of a broker's URL is without its query, which may contain a password.
     */
    public Optional<String> shown(Setting setting) {
        return Optional.ofNullable(texts.get(setting)).map(text -> setting == BROKER_URL ? text.split("\\?", 2)[0] : text);
    }

    /** Whether a value was given for the setting, even if it equals the default. */
    public boolean isSet(Setting setting) {
        return given.contains(setting);
    }

    public boolean flag(Setting setting) {
        return (Boolean) value(setting);
    }

    public int number(Setting setting) {
        return Math.toIntExact((Long) value(setting));
    }

    /** From 0 to 1. */
    public double ratio(Setting setting) {
        return ((BigDecimal) value(setting)).doubleValue();
    }

    /** The id of an object in the database. */
    public Optional<Long> id(Setting setting) {
        return Optional.ofNullable((Long) values.get(setting));
    }

    public Duration duration(Setting setting) {
        return (Duration) value(setting);
    }

    public List<Duration> durations(Setting setting) {
        return ((List<?>) value(setting)).stream().map(Duration.class::cast).toList();
    }

    /** The parts of a comma-separated value; none when the setting has no value. */
    public List<String> list(Setting setting) {
        return ((List<?>) values.getOrDefault(setting, List.of())).stream().map(String.class::cast).toList();
    }

    public Optional<String> text(Setting setting) {
        return Optional.ofNullable((String) values.get(setting));
    }

    /** The text of a setting that has a default. */
    public String word(Setting setting) {
        return (String) value(setting);
    }

    public Path path(Setting setting) {
        return (Path) value(setting);
    }

    /** Whether only this machine reaches the address that {@code setting} names. */
    public boolean isLoopback(Setting setting) {
        return LOOPBACK.matcher(word(setting)).matches();
    }

    /** The scheme, host and port at which this machine reaches the API, without a slash at the end. */
    public String ownUrl() {
        String address = word(HTTP_ADDRESS);
        String host = address.equals(EVERY_INTERFACE) ? "127.0.0.1"
                : address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        return "http://" + host + ":" + number(HTTP_PORT);
    }

    /** Whether there is a console; by default, where only this machine can reach it, or where its URL is known. */
    public boolean hasConsole() {
        return switch (word(CONSOLE)) {
            case "true" -> true;
            case "false" -> false;
            default -> flag(DEMO) || isLoopback(HTTP_ADDRESS) || isSet(CONSOLE_URL);
        };
    }

    /** Whether the database is an embedded H2, which only this process can reach; an H2 server is not an allowed value. */
    public boolean embeddedDatabase() {
        return text(DB_URL).filter(url -> !url.startsWith("jdbc:h2:")).isEmpty();
    }

    private Object value(Setting setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting.variable() + " is not set");
        }
        return value;
    }
}
