package io.carillon.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The type of a setting: parses a value from its text, and describes the allowed values. */
final class SettingType {

    static final SettingType TEXT = new SettingType("", true, text -> text);
    static final SettingType TEXTS = new SettingType("a comma-separated list", true, SettingType::items);
    /** Not stripped: blanks at either end are part of a secret. */
    static final SettingType SECRET = new SettingType("", false, text -> text);
    static final SettingType FLAG = new SettingType("`true` or `false`", true, SettingType::flag);
    static final SettingType PATH = new SettingType("a path", true, Path::of);
    static final SettingType KEY = new SettingType("the base64 form of 32 bytes", false, SettingType::key);
    static final SettingType KEYS =
            new SettingType("comma-separated base64 forms of 32 bytes", false, listOf(SettingType::key));
    static final SettingType SUBNETS =
            new SettingType("comma-separated CIDR blocks such as `10.0.0.0/8` or `fd00::/8`", true, listOf(SettingType::subnet));
    static final SettingType PORTS = new SettingType(
            "comma-separated ports and ranges of ports from 1 to 65535 such as `443` or `1024-65535`", true,
            listOf(SettingType::ports));
    static final SettingType LEVELS = new SettingType(
            "`error`, `warning`, `info`, `debug` or `trace`, and comma-separated `logger=level` such as"
                    + " `io.carillon.tracking=debug`", true, listOf(SettingType::level));
    /** Not shown in messages: the query of a URL may contain a password. */
    static final SettingType DATABASE_URL = new SettingType(
            "the URL of a PostgreSQL (`jdbc:postgresql:…`) or of an embedded H2 (`jdbc:h2:…`)", false, SettingType::databaseUrl);
    static final SettingType BROKER_ADDRESSES = new SettingType(
            "`tcp://host:61616` or `(tcp://a:61616,tcp://b:61616)?ha=true`", true, SettingType::brokerUrl);
    static final SettingType MAIL_ADDRESS =
            new SettingType("an address such as `carillon@example.org`", true, SettingType::mailAddress);
    static final SettingType WEB_URL = new SettingType("an `http` or `https` URL without a user", true, SettingType::webUrl);
    static final SettingType PROXY = new SettingType("an `http` URL of a host and a port without a user, such as"
            + " `http://proxy.example.com:3128`", true, SettingType::proxy);
    static final SettingType ORIGIN = new SettingType(
            "an `https` origin such as `https://hooks.example.com`, or an `http` one of this machine", true, SettingType::origin);
    static final SettingType ORIGINS = new SettingType(
            "comma-separated `https` origins such as `https://app.example.com`, or `http` ones of this machine", true,
            listOf(SettingType::origin));
    static final SettingType RATIO =
            new SettingType("a number from 0 to 1 such as `0.05`", true, SettingType::ratio);
    static final SettingType KEY_LOCATION =
            new SettingType("an `https` URL, an `http` URL of this machine, or a file", true, SettingType::keyLocation);

    static final SettingType ISSUER = new SettingType(
            "an `https` URL without query and fragment, or an `http` one of this machine", true, SettingType::issuer);
    static final SettingType GROUP_SCOPES = new SettingType(
            "comma-separated `group=scope`, where the scope is `operator`, `organization:<id>` or `application:<id>`", true,
            listOf(SettingType::groupScope));

    private static final List<String> WEB_SCHEMES = List.of("http", "https");
    private static final int KEY_BYTES = 32;
    private static final int LARGEST_PORT = 65535;
    private static final Pattern H2_SERVER = Pattern.compile("^jdbc:h2:(tcp|ssl):|;AUTO_SERVER=TRUE", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT_RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern OUR_OWN_HTTP = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])[:/].*");
    private static final Pattern ORIGIN_TEXT = Pattern.compile(
            "(?:https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http://(?:localhost|127\\.0\\.0\\.1))(?::([0-9]{1,5}))?");
    private static final Pattern GROUP_SCOPE =
            Pattern.compile("\\S(?:.*\\S)?=(?:operator|organization:[1-9][0-9]{0,15}|application:[0-9A-Za-z_-]{1,40})");
    private static final Pattern LEVEL = Pattern.compile("(?:[a-zA-Z0-9_.]+=)?(?:error|warning|info|debug|trace)");
    private static final String BROKER_SERVER = "tcp://[^\\s,()/?#]+/?(?:\\?[^\\s,()]*)?";
    private static final Pattern BROKER_SERVERS = Pattern.compile(
            BROKER_SERVER + "|\\(" + BROKER_SERVER + "(?:," + BROKER_SERVER + ")*\\)(?:\\?[^\\s()]*)?");
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+|[^<>@]*<[^\\s@<>]+@[^\\s@<>]+>");
    private static final Pattern SPOKEN_DURATION =
            Pattern.compile("([0-9]{1,9})\\s*(|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final String allowed;
    private final boolean shown;
    private final Function<String, Object> parser;

    private SettingType(String allowed, boolean shown, Function<String, Object> parser) {
        this.allowed = allowed;
        this.shown = shown;
        this.parser = parser;
    }

    static SettingType number(long least, long most) {
        return new SettingType("a number from " + least + " to " + most, true,
                text -> within(Long.valueOf(text), least, most));
    }

    static SettingType duration(String least, String most) {
        return new SettingType("an ISO 8601 duration from `" + least + "` to `" + most + "`", true, durationWithin(least, most));
    }

    static SettingType durations(String least, String most) {
        return new SettingType("comma-separated ISO 8601 durations from `" + least + "` to `" + most + "`", true,
                listOf(durationWithin(least, most)));
    }

    static SettingType oneOf(String... words) {
        String allowed = "`" + String.join("`, `", words).replaceFirst(", (`[^`]*)$", " or $1") + "`";
        return new SettingType(allowed, true, text -> one(text, List.of(words)));
    }

    /** The allowed values, as a noun phrase in Markdown; empty if every text is allowed. */
    String allowed() {
        return allowed;
    }

    /** Whether a message may show the value. */
    boolean isShown() {
        return shown;
    }

    /** What the text of a value that is not allowed was perhaps meant to be, or how to get one, as a sentence; or empty. */
    String hint(String text) {
        if (this == KEY || this == KEYS) {
            return " Make one with: openssl rand -base64 32";
        }
        if (!allowed.contains("ISO 8601")) {
            return "";
        }
        String meant = Stream.of(text.split(",")).map(item -> SPOKEN_DURATION.matcher(item.strip()))
                .map(item -> item.matches() ? inIso(item.group(1), item.group(2)) : "").collect(Collectors.joining(","));
        try {
            parse(meant);
            return " Perhaps you mean " + meant + ".";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Such as {@code PT10S} for 10 and seconds, or for 10 alone. */
    private static String inIso(String number, String unit) {
        String letter = unit.isEmpty() ? "S" : unit.substring(0, 1).toUpperCase(Locale.ROOT);
        return (letter.equals("D") ? "P" : "PT") + Integer.valueOf(number) + letter;
    }

    /**
     * Parses a text that is not blank.
     *
     * @throws IllegalArgumentException if the value is not allowed
     */
    Object parse(String text) {
        try {
            return parser.apply(this == SECRET ? text : text.strip());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T extends Comparable<T>> T within(T value, T least, T most) {
        return require(value, value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    }

    private static Function<String, Object> durationWithin(String least, String most) {
        return text -> within(Duration.parse(text), Duration.parse(least), Duration.parse(most));
    }

    private static Function<String, Object> listOf(Function<String, ?> item) {
        return text -> items(text).stream().map(item).toList();
    }

    private static List<String> items(String text) {
        List<String> items = Stream.of(text.split(",", -1)).map(String::strip).toList();
        return require(items, !items.contains(""));
    }

    private static Object flag(String text) {
        return Boolean.valueOf(one(text.toLowerCase(Locale.ROOT), List.of("true", "false")));
    }

    private static String one(String text, List<String> words) {
        return require(text, words.contains(text));
    }

    private static String key(String text) {
        return require(text, Base64.getDecoder().decode(text).length == KEY_BYTES);
    }

    private static String subnet(String text) {
        String[] parts = text.split("/", 2);
        require(text, ADDRESS.matcher(parts[0]).matches());
        try {
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            int bits = address.length * Byte.SIZE;
            int prefix = parts.length == 2 ? within(Integer.valueOf(parts[1]), 0, bits) : bits;
            BigInteger first = new BigInteger(1, address);
            return require(text, first.signum() == 0 || first.getLowestSetBit() >= bits - prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String ports(String text) {
        var range = PORT_RANGE.matcher(text);
        require(text, range.matches());
        int first = within(Integer.valueOf(range.group(1)), 1, LARGEST_PORT);
        if (range.group(2) != null) {
            within(Integer.valueOf(range.group(2)), first, LARGEST_PORT);
        }
        return text;
    }

    private static String level(String text) {
        return require(text, LEVEL.matcher(text).matches());
    }

    private static String databaseUrl(String text) {
        return require(text, text.startsWith("jdbc:postgresql:")
                || text.startsWith("jdbc:h2:") && !H2_SERVER.matcher(text).find());
    }

    private static String brokerUrl(String text) {
        return require(text, BROKER_SERVERS.matcher(text).matches());
    }

    private static String mailAddress(String text) {
        return require(text, MAILBOX.matcher(text).matches());
    }

    private static String keyLocation(String text) {
        return require(text, text.startsWith("https:") || text.startsWith("file:") || OUR_OWN_HTTP.matcher(text).matches()
                || !SCHEME.matcher(text).matches());
    }

    private static String issuer(String text) {
        URI url = URI.create(text);
        return require(text, ("https".equals(url.getScheme()) && url.getHost() != null || OUR_OWN_HTTP.matcher(text).matches())
                && url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null);
    }

    private static String groupScope(String text) {
        return require(text, GROUP_SCOPE.matcher(text).matches());
    }

    private static BigDecimal ratio(String text) {
        return within(new BigDecimal(text), BigDecimal.ZERO, BigDecimal.ONE);
    }

    private static String webUrl(String text) {
        URI url = URI.create(text);
        return require(text, WEB_SCHEMES.contains(String.valueOf(url.getScheme())) && url.getHost() != null
                && url.getUserInfo() == null);
    }

    private static String proxy(String text) {
        URI url = URI.create(text);
        within(url.getPort(), 1, LARGEST_PORT);
        return require(text, "http".equals(url.getScheme()) && url.getHost() != null && url.getRawUserInfo() == null
                && List.of("", "/").contains(url.getRawPath()) && url.getRawQuery() == null && url.getRawFragment() == null);
    }

    /** As browsers write it: in lower case, without a slash at the end. */
    private static String origin(String text) {
        String origin = text.toLowerCase(Locale.ROOT).replaceFirst("/$", "");
        var parts = ORIGIN_TEXT.matcher(origin);
        require(text, parts.matches());
        if (parts.group(1) != null) {
            within(Integer.valueOf(parts.group(1)), 1, LARGEST_PORT);
        }
        return origin;
    }

    private static <T> T require(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
