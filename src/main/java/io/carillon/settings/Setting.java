package io.carillon.settings;

import static io.carillon.settings.SettingType.BROKER_ADDRESSES;
import static io.carillon.settings.SettingType.DATABASE_URL;
import static io.carillon.settings.SettingType.FLAG;
import static io.carillon.settings.SettingType.GROUP_SCOPES;
import static io.carillon.settings.SettingType.ISSUER;
import static io.carillon.settings.SettingType.KEY;
import static io.carillon.settings.SettingType.KEYS;
import static io.carillon.settings.SettingType.KEY_LOCATION;
import static io.carillon.settings.SettingType.LEVELS;
import static io.carillon.settings.SettingType.MAIL_ADDRESS;
import static io.carillon.settings.SettingType.ORIGIN;
import static io.carillon.settings.SettingType.ORIGINS;
import static io.carillon.settings.SettingType.PATH;
import static io.carillon.settings.SettingType.PORTS;
import static io.carillon.settings.SettingType.PROXY;
import static io.carillon.settings.SettingType.RATIO;
import static io.carillon.settings.SettingType.SECRET;
import static io.carillon.settings.SettingType.SUBNETS;
import static io.carillon.settings.SettingType.TEXT;
import static io.carillon.settings.SettingType.TEXTS;
import static io.carillon.settings.SettingType.WEB_URL;
import static io.carillon.settings.SettingType.duration;
import static io.carillon.settings.SettingType.durations;
import static io.carillon.settings.SettingType.number;
import static io.carillon.settings.SettingType.oneOf;

import java.util.Locale;
import java.util.Optional;

/**
 * Every setting of Carillon with its key, allowed values, default and meaning. {@code src/docs/settings.md} has a copy of this
 * table, and a test compares the two.
 */
public enum Setting {

    HTTP_PORT("carillon.http.port", number(1, 65535), "8080", "port of the API"),
    HTTP_ADDRESS("carillon.http.address", TEXT, "127.0.0.1",
            "address that the API listens on; `0.0.0.0` for all interfaces"),
    HOME("carillon.home", PATH, "./data", "folder of all files that Carillon keeps; each process needs a separate one"),
    DEMO("carillon.demo", FLAG, "false",
            "whether to start the demonstration, which allows `http` and loopback receivers"),
    OPERATOR_KEY("carillon.operator.key", SECRET, null,
            "the first operator key; without it Carillon makes one at the first start, logs it once and keeps it in"
                    + " `operator.key` under the home folder"),
    SECRETS_KEY("carillon.secrets.key", KEY, null,
            "key that encrypts signing secrets and the headers of endpoints; without it Carillon makes one"
                    + " in `secrets.key` under the home folder;"
                    + " required when `CARILLON_DB_URL` names a shared database"),
    SECRETS_KEYS_PREVIOUS("carillon.secrets.keys.previous", KEYS, null,
            "earlier keys that may still encrypt older signing secrets and headers"),
    WINDOW("carillon.window", duration("PT1S", "P1D"), "PT1M", "coalescing window, which is also the time between ticks"),
    DB_URL("carillon.db.url", DATABASE_URL, null, "JDBC URL of PostgreSQL 15 or newer; without it H2 in the home folder"),
    DB_USER("carillon.db.user", TEXT, "carillon", "user of the database"),
    DB_PASSWORD("carillon.db.password", SECRET, null, "password of the database user"),
    DB_POOL_SIZE("carillon.db.pool.size", number(2, 1000), "32", "PostgreSQL: connections of a node; H2 has one"),
    DB_STATEMENT_TIMEOUT("carillon.db.statement.timeout", number(1, 3600), "15",
            "PostgreSQL: seconds that a statement may take"),
    DB_LOCK_TIMEOUT("carillon.db.lock.timeout", number(1, 3600), "10",
            "PostgreSQL: seconds that a statement may wait for a lock"),
    DB_IDLE_TIMEOUT("carillon.db.idle.timeout", number(1, 3600), "10",
            "PostgreSQL: seconds after which the open transaction of a hanging node is rolled back"),
    START_PATIENCE("carillon.start.patience", duration("PT0S", "P7D"), "PT5M",
            "PostgreSQL: how long a node waits at start for an unreachable database"),
    STOP_DELAY("carillon.stop.delay", duration("PT0S", "PT5M"), "PT0S",
            "how long a node still takes requests after it was asked to stop; it is not ready meanwhile, so that a proxy can turn"
                    + " away"),
    BROKER_URL("carillon.broker.url", BROKER_ADDRESSES, null, "Artemis; without it the embedded broker"),
    BROKER_USER("carillon.broker.user", TEXT, null, "user of the broker"),
    BROKER_PASSWORD("carillon.broker.password", SECRET, null, "password of the broker user"),
    BROKER_PORT("carillon.broker.port", number(0, 65535), "61616", "port of the embedded broker for producers; `0`: none"),
    BROKER_ADDRESS("carillon.broker.address", TEXT, "127.0.0.1",
            "address that the embedded broker listens on; other than loopback it requires `CARILLON_BROKER_USERS`"),
    BROKER_USERS("carillon.broker.users", PATH, null,
            "file with the producers of the embedded broker, one `name = password` on each line; without it every producer may"
                    + " send"),
    BROKER_KEYSTORE("carillon.broker.keystore", PATH, null,
            "PKCS #12 file with the certificate of the embedded broker; with it producers must use TLS"),
    BROKER_KEYSTORE_PASSWORD("carillon.broker.keystore.password", SECRET, null, "password of `CARILLON_BROKER_KEYSTORE`"),
    LISTENER_SESSIONS("carillon.listener.sessions", number(1, 128), "8", "queue messages that a node handles at the same time"),
    ALLOW_HTTP("carillon.allow.http", FLAG, "false", "whether endpoints may have `http` URLs"),
    ALLOWED_SUBNETS("carillon.allowed.subnets", SUBNETS, null, "private networks that endpoints may be in"),
    ALLOWED_PORTS("carillon.allowed.ports", PORTS, "80,443,1024-65535", "ports that endpoints may have"),
    OUTGOING_PROXY("carillon.outgoing.proxy", PROXY, null,
            "HTTP proxy through which webhooks and requests for tokens leave ([more](operations.md#an-outgoing-proxy));"
                    + " without it they leave directly"),
    OUTGOING_PROXY_USER("carillon.outgoing.proxy.user", TEXT, null, "user of the outgoing proxy, if it requires one"),
    OUTGOING_PROXY_PASSWORD("carillon.outgoing.proxy.password", SECRET, null, "password of the outgoing proxy's user"),
    OUTGOING_PROXY_RESOLVES("carillon.outgoing.proxy.resolves", FLAG, "false",
            "whether the outgoing proxy looks up the names of receivers, for nodes that cannot; then the proxy must keep webhooks"
                    + " out of private networks"),
    RETRY_SCHEDULE("carillon.retry.schedule", durations("PT0S", "P365D"),
            "PT0S,PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H", "delays, each after the previous attempt"),
    ORDERING_WAIT("carillon.ordering.wait", duration("PT1S", "P7D"), "PT1H",
            "how long a delivery to an endpoint with `ordering` `object` waits for one of the same object that has failed; then"
                    + " that one is cancelled"),
    DISABLE_AFTER("carillon.disable.after", duration("PT1S", "P365D"), "P5D",
            "how long an endpoint may fail before the failure policy acts; it warns after half of that time"),
    DISABLE_MODE("carillon.disable.mode", oneOf("disable", "flag"), "disable",
            "what the failure policy does then; `flag` only marks the endpoint"),
    RETENTION_INBOX("carillon.retention.inbox", duration("P7D", "P36500D"), "P7D",
            "how long Carillon keeps the ids of changes, and what it refused"),
    RETENTION_DELIVERIES("carillon.retention.deliveries", duration("P1D", "P36500D"), "P30D",
            "how long Carillon keeps messages, deliveries and attempts after the last delivery ended"),
    RETENTION_REJECTED("carillon.retention.rejected", duration("P1D", "P36500D"), "P30D",
            "how long Carillon keeps rejected messages"),
    RETENTION_AUDIT("carillon.retention.audit", duration("P1D", "P36500D"), "P365D", "how long Carillon keeps the audit log"),
    RETENTION_STATISTICS_MINUTES("carillon.retention.statistics.minutes", duration("PT6H", "P365D"), "P2D",
            "how long Carillon keeps statistics of single minutes"),
    RETENTION_STATISTICS_HOURS("carillon.retention.statistics.hours", duration("P1D", "P36500D"), "P90D",
            "how long Carillon keeps statistics of hours"),
    OPERATIONS_ORGANIZATION("carillon.operations.organization", number(1, (1L << 53) - 1), null,
            "id of the organization whose applications receive operational events"),
    MAIL_HOST("carillon.mail.host", TEXT, null,
            "mail server for mail to the applications' contacts; without it Carillon sends no mail"),
    MAIL_PORT("carillon.mail.port", number(1, 65535), "25", "port of the mail server"),
    MAIL_USER("carillon.mail.user", TEXT, null, "user of the mail server, if it requires one"),
    MAIL_PASSWORD("carillon.mail.password", SECRET, null, "password of the mail server's user"),
    MAIL_FROM("carillon.mail.from", MAIL_ADDRESS, "carillon@localhost", "sender of mail"),
    MAIL_STARTTLS_REQUIRED("carillon.mail.starttls.required", FLAG, "false",
            "whether Carillon sends mail over encrypted connections only; otherwise it uses TLS when the server offers it"),
    DELIVERY_TIMEOUT("carillon.delivery.timeout", duration("PT1S", "PT10M"), "PT15S", "total deadline of one attempt"),
    DELIVERY_CONCURRENCY("carillon.delivery.concurrency", number(1, 10_000), "64",
            "maximum number of attempts in flight on a node"),
    DELIVERY_CONCURRENCY_PER_ENDPOINT("carillon.delivery.concurrency.per.endpoint", number(1, 10_000), "8",
            "maximum number of attempts in flight from a node to one endpoint"),
    DIRECTORY("carillon.directory", oneOf("all", "enabled"), "all",
            "the organizations whose names and contacts an application may read: all, or those that have enabled it"),
    UNKNOWN_ORGANIZATION("carillon.unknown.organization", oneOf("refuse", "keep"), "refuse",
            "what `POST /changes` does with a change of an organization that does not exist: answer 422, or accept it and keep"
                    + " it as a rejected message, as the queue does, until the organization is created"),
    MAX_KEYS("carillon.max.keys", number(1, 10_000_000), "1000", "maximum number of valid keys in the installation"),
    MAX_TENANT_KEYS("carillon.max.tenant.keys", number(1, 1_000_000), "100",
            "maximum number of valid keys that an organization and its applications may have together; operators may create more"
                    + " for them"),
    MAX_ENDPOINTS("carillon.max.endpoints", number(1, 100_000), "100", "maximum number of endpoints of one application"),
    MAX_APPLICATIONS("carillon.max.applications", number(1, 100_000), "100",
            "maximum number of applications that one organization may own; operators may create more for it"),
    MAX_SOURCES("carillon.max.sources", number(1, 100_000), "20",
            "maximum number of sources that one organization may have; operators may create more for it"),
    INTAKE_RATE("carillon.intake.rate", number(0, 1_000_000), "2000",
            "changes per second that one caller may send to a node, with bursts of ten seconds' worth; operators have no limit;"
                    + " `0`: unlimited"),
    CHANGES_A_DAY("carillon.changes.a.day", number(0, 1_000_000_000), "0",
            "changes that an organization may report in a day of UTC, unless it has a limit of its own"
                    + " ([more](operations.md#limits-for-a-day)); `0`: unlimited"),
    HEAD_TIMEOUT("carillon.head.timeout", duration("PT1S", "PT10M"), "PT20S",
            "time in which the head of a request must arrive; not on Liberty or WildFly"),
    BODY_TIMEOUT("carillon.body.timeout", duration("PT1S", "PT10M"), "PT20S", "time in which the body of a request must arrive"),
    LOG_FORMAT("carillon.log.format", oneOf("text", "json"), "text",
            "format of the log on the console: a line of text, or a JSON object with the facts as members"),
    LOG_LEVEL("carillon.log.level", LEVELS, "info",
            "the least severe facts that are logged, and exceptions for single loggers; at `info` attempts that succeed are not"
                    + " logged"),
    TRACES_URL("carillon.traces.url", WEB_URL, null,
            "collector that takes traces as OTLP over HTTP, such as `http://localhost:4318/v1/traces`; without it Carillon makes"
                    + " none ([more](traces.md))"),
    TRACES_RATIO("carillon.traces.ratio", RATIO, "0",
            "share of the requests and queue messages without `traceparent` that are traced; those with one are traced if it says"
                    + " so"),
    TRACES_TO_RECEIVERS("carillon.traces.to.receivers", FLAG, "false",
            "whether webhooks of traced changes have the header `traceparent`"),
    OPEN_METRICS("carillon.open.metrics", FLAG, "true", "whether anyone may read `/metrics`; otherwise only operators"),
    OPEN_OPENAPI("carillon.open.openapi", FLAG, "true",
            "whether anyone may read `/openapi` and `/docs/`; otherwise only operators"),
    MCP("carillon.mcp", FLAG, "false",
            "whether assistants may use `/mcp`, with a key ([more](mcp.md))"),
    CONSOLE("carillon.console", oneOf("auto", "true", "false"), "auto",
            "whether there is a console for browsers ([more](console.md)); `auto`: if the API listens on loopback, in"
                    + " the demonstration, and if `CARILLON_CONSOLE_URL` is set"),
    CONSOLE_URL("carillon.console.url", ORIGIN, null,
            "where browsers reach this service; without it the address and port of the API"),
    CONSOLE_FRAME_ANCESTORS("carillon.console.frame.ancestors", ORIGINS, null,
            "sites that may show the embedded console in a frame; without them none"),
    OIDC_ISSUER("carillon.oidc.issuer", ISSUER, null,
            "OpenID provider with which people sign in to the console"
                    + " ([more](console.md#signing-in-with-a-provider)); set together with `CARILLON_OIDC_CLIENT_ID` and"
                    + " `CARILLON_OIDC_SCOPES` or not at all"),
    OIDC_NAME("carillon.oidc.name", TEXT, null,
            "what the sign-in page calls this provider; without it the host of the issuer"),
    OIDC_CLIENT_ID("carillon.oidc.client.id", TEXT, null, "id of Carillon at this provider"),
    OIDC_CLIENT_SECRET("carillon.oidc.client.secret", SECRET, null,
            "secret of Carillon at this provider; without it Carillon is a public client"),
    OIDC_CLAIM("carillon.oidc.claim", TEXT, "groups", "claim of the ID token that lists the groups of a person"),
    OIDC_SCOPES("carillon.oidc.scopes", GROUP_SCOPES, null,
            "scopes of the people in these groups; if somebody is in several, the first of them counts"),
    JWT_ISSUER("mp.jwt.verify.issuer", TEXT, null,
            "issuer of signed tokens that are accepted like keys; set together with the next three or not at all"
                    + " ([more](security.md))"),
    JWT_AUDIENCES("mp.jwt.verify.audiences", TEXTS, null, "audiences of these tokens"),
    JWT_PUBLICKEY_LOCATION("mp.jwt.verify.publickey.location", KEY_LOCATION, null,
            "public keys of their issuer, a JWK set or PEM"),
    JWT_TOKEN_AGE("mp.jwt.verify.token.age", number(1, 31_536_000), null, "age in seconds up to which a token is valid"),
    JWT_CLOCK_SKEW("mp.jwt.verify.clock.skew", number(0, 3600), "10",
            "seconds that the clocks of the issuer and the node may differ"),
    PAGE_SIZE("carillon.page.size", number(1, 10_000), "500", "objects whose buckets a node closes in one transaction"),
    SECRET_OVERLAP("carillon.secret.overlap", duration("PT0S", "P365D"), "P1D",
            "how long the old signing secret also signs after a rotation");

    private final String key;
    private final SettingType type;
    private final String defaultText;
    private final String meaning;

    Setting(String key, SettingType type, String defaultText, String meaning) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /** The key in MicroProfile Config, and the name of the system property. */
    public String key() {
        return key;
    }

    /** The environment variable, by the rule of MicroProfile Config. */
    public String variable() {
        return key.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Whether its value must not be shown. */
    public boolean isSecret() {
        return !type.isShown();
    }

    /** The text of the default. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /** What the setting is for and which values it may have, as Markdown without a full stop. */
    public String description() {
        return type.allowed().isEmpty() ? meaning : meaning + "; " + type.allowed();
    }

    /** Parses {@code text}; throws IllegalArgumentException with a sentence that names the allowed values. */
    Object parse(String text) {
        try {
            return type.parse(text);
        } catch (IllegalArgumentException e) {
            // a URL may have a password before @, and that of a broker in its query
            boolean isShown = type.isShown() && !text.contains("@") && !(this == BROKER_URL && text.contains("?"));
            String value = isShown ? " is \"" + text + "\"" : " is not valid";
            throw new IllegalArgumentException(variable() + value + "; it must be " + type.allowed().replace("`", "") + "."
                    + type.hint(text), e);
        }
    }
}
