package io.carillon.platform;

import io.carillon.tracking.DisableMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every setting of the service, read once at start from MicroProfile Config: an environment variable such as
 * {@code CARILLON_WINDOW} or the key {@code carillon.window}. Defaults stand in
 * {@code META-INF/microprofile-config.properties}; the README's table tells what each means.
 */
@ApplicationScoped
public class Settings {

    @Inject
    @ConfigProperty(name = "carillon.home")
    public String home;

    @Inject
    @ConfigProperty(name = "carillon.window")
    Duration window;

    @Inject
    @ConfigProperty(name = "carillon.db.url")
    public Optional<String> databaseUrl;

    @Inject
    @ConfigProperty(name = "carillon.db.user", defaultValue = "carillon")
    String databaseUser;

    @Inject
    @ConfigProperty(name = "carillon.db.password")
    Optional<String> databasePassword;

    @Inject
    @ConfigProperty(name = "carillon.operator.key")
    Optional<String> operatorKey;

    @Inject
    @ConfigProperty(name = "carillon.secrets.key")
    public Optional<String> secretsKey;

    @Inject
    @ConfigProperty(name = "carillon.allow.http")
    public boolean allowHttp;

    @Inject
    @ConfigProperty(name = "carillon.allowed.subnets")
    public Optional<String[]> allowedSubnets;

    @Inject
    @ConfigProperty(name = "carillon.allowed.ports")
    List<String> allowedPorts = List.of("80", "443", "1024-65535");

    @Inject
    @ConfigProperty(name = "carillon.retry.schedule")
    List<Duration> retrySchedule;

    @Inject
    @ConfigProperty(name = "carillon.delivery.timeout")
    Duration deliveryTimeout;

    @Inject
    @ConfigProperty(name = "carillon.delivery.concurrency")
    int deliveryConcurrency;

    @Inject
    @ConfigProperty(name = "carillon.delivery.concurrency.per.endpoint")
    int deliveryConcurrencyPerEndpoint;

    @Inject
    @ConfigProperty(name = "carillon.page.size")
    int pageSize;

    @Inject
    @ConfigProperty(name = "carillon.secret.overlap")
    Duration secretOverlap;

    @Inject
    @ConfigProperty(name = "carillon.disable.after")
    Duration disableAfter;

    @Inject
    @ConfigProperty(name = "carillon.disable.mode")
    DisableMode disableMode;

    @Inject
    @ConfigProperty(name = "carillon.operations.organization")
    Optional<Long> operationsOrganization;

    @Inject
    @ConfigProperty(name = "carillon.mail.user")
    Optional<String> mailUser;

    @Inject
    @ConfigProperty(name = "carillon.mail.password")
    Optional<String> mailPassword;

    @Inject
    @ConfigProperty(name = "carillon.mail.from")
    Optional<String> mailFrom;

    @Inject
    @ConfigProperty(name = "carillon.max.keys")
    int maxKeys;

    @Inject
    @ConfigProperty(name = "carillon.max.endpoints")
    int maxEndpoints;

    @Inject
    @ConfigProperty(name = "carillon.intake.rate")
    int intakeRate;

    @Inject
    @ConfigProperty(name = "carillon.body.timeout")
    Duration bodyTimeout;

    @Inject
    @ConfigProperty(name = "carillon.open.metrics")
    boolean openMetrics;

    @Inject
    @ConfigProperty(name = "carillon.open.openapi")
    boolean openDescription;

    @Inject
    @ConfigProperty(name = "carillon.secrets.keys.previous")
    public Optional<String[]> previousSecretsKeys = Optional.empty();

    @Inject
    @ConfigProperty(name = "carillon.version")
    String version;

    /** The folder of everything that is kept. */
    public Path home() {
        return Path.of(home);
    }

    /** Length of the coalescing window and distance of the ticks; at least one second. */
    public Duration window() {
        return window;
    }

    /** JDBC URL, user and password of the database, each empty when it is not configured. */
    public List<String> databaseAccess() {
        return List.of(databaseUrl.orElse(""), databaseUser, databasePassword.orElse(""));
    }

    /** Whether the database is the embedded one, which only this process can reach. */
    public boolean embeddedDatabase() {
        return databaseUrl.filter(url -> !url.startsWith("jdbc:h2:")).isEmpty();
    }

    /** The operator key that the environment prescribes. */
    public Optional<String> operatorKey() {
        return operatorKey;
    }

    /** Base64 of the 32 bytes that encrypt signing secrets. */
    public Optional<String> secretsKey() {
        return secretsKey;
    }

    /** Whether endpoints may have {@code http} URLs. */
    public boolean allowHttp() {
        return allowHttp;
    }

    /** CIDR blocks that endpoints may lie in although they are not public. */
    public List<String> allowedSubnets() {
        return allowedSubnets.map(List::of).orElse(List.of());
    }

    /** Ports and ranges of ports that endpoints may have. */
    public List<String> allowedPorts() {
        return allowedPorts;
    }

    /** Delays after the previous attempt, the first one (normally zero) before the first attempt. */
    public List<Duration> retrySchedule() {
        return retrySchedule;
    }

    /** Total deadline of one attempt, from the look-up of the name to the last byte of the answer. */
    public Duration deliveryTimeout() {
        return deliveryTimeout;
    }

    /** Attempts in flight on this node. */
    public int deliveryConcurrency() {
        return deliveryConcurrency;
    }

    /** Attempts in flight to one endpoint from this node. */
    public int deliveryConcurrencyPerEndpoint() {
        return deliveryConcurrencyPerEndpoint;
    }

    /** Rows handled in one transaction of the tick. */
    public int pageSize() {
        return pageSize;
    }

    /** How long both signing secrets sign after a rotation. */
    public Duration secretOverlap() {
        return secretOverlap;
    }

    /** How long an endpoint may fail before the failure policy acts; at half of it its people are warned. */
    public Duration disableAfter() {
        return disableAfter;
    }

    /** What the failure policy does then. */
    public DisableMode disableMode() {
        return disableMode;
    }

    /** The organization whose applications hear of operational events; nobody does without one. */
    public Optional<Long> operationsOrganization() {
        return operationsOrganization;
    }

    /** The name that the mail server asks for; empty when it asks for none, or the mail session knows it. */
    public Optional<String> mailUser() {
        return mailUser;
    }

    /** The password that belongs to {@link #mailUser}. */
    public String mailPassword() {
        return mailPassword.orElse("");
    }

    /** The sender of mail to applications' contacts, when the mail session does not say. */
    public Optional<String> mailFrom() {
        return mailFrom;
    }

    /** How many keys may be valid at the same time. */
    public int maxKeys() {
        return maxKeys;
    }

    /** How many endpoints one application may have. */
    public int maxEndpoints() {
        return maxEndpoints;
    }

    /** Changes a second that one key may send to this node, operators excepted; 0 for any number. */
    public int intakeRate() {
        return intakeRate;
    }

    /** Within which time the body of a request must have come. */
    public Duration bodyTimeout() {
        return bodyTimeout;
    }

    /** Whether anybody may read {@code /metrics}; otherwise operators may. */
    public boolean openMetrics() {
        return openMetrics;
    }

    /** Whether anybody may read {@code /openapi}; otherwise operators may. */
    public boolean openDescription() {
        return openDescription;
    }

    /** Keys, like {@link #secretsKey}, under which older signing secrets may still be encrypted. */
    public List<String> previousSecretsKeys() {
        return previousSecretsKeys.map(List::of).orElse(List.of());
    }

    /** This build's version. */
    public String version() {
        return version;
    }
}
