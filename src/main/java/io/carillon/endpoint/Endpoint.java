package io.carillon.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.access.AuditedObject;
import io.carillon.database.Utc;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import io.carillon.platform.EnumWords;
import io.carillon.tenant.ExternalData;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What an application gets, in which way: by webhooks to a URL, or by polling. It can be active, inactive or disabled until it is
 * deleted; the row then remains for the delivery log. Secrets are stored encrypted; only the classes that are named after them
 * and {@link SecretsRenewal} read them.
 */
@Entity
@Table(name = "endpoint")
public class Endpoint {

    @Id
    private String id;
    @Column(name = "application_id")
    private String applicationId;
    private String url;
    private String description;
    @Embedded
    private ExternalData external;
    private String format;
    @Convert(converter = BodyTemplateConverter.class)
    private BodyTemplate template;
    @Column(name = "delivery")
    private String mode;
    private String retry;
    @Column(name = "event_types")
    @Convert(converter = EventTypesConverter.class)
    private List<String> eventTypes;
    @Column(name = "content_filter")
    private String filter;
    @Embedded
    private Flow flow;
    private String headers;
    private String status;
    @Column(name = "disabled_reason")
    private String disabledReason;
    @Column(name = "is_unsettled")
    private boolean unsettled;
    @Column(name = "proven_at")
    private OffsetDateTime provenAt;
    @Embedded
    private FailureState failures;
    @Column(name = "paused_until")
    private OffsetDateTime pausedUntil;
    @Embedded
    private RequestForm form;
    @Column(name = "signature_switch")
    private String signatureSwitch;
    private String secret;
    @Column(name = "secret_created_at")
    private OffsetDateTime secretCreatedAt;
    @Column(name = "previous_secret")
    private String previousSecret;
    @Column(name = "previous_secret_until")
    private OffsetDateTime previousSecretUntil;
    @Embedded
    private KeyPairs keyPairs;
    @Embedded
    private StoredAccess access;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "updated_at")
    private OffsetDateTime updatedAt;

    protected Endpoint() {
    }

    Endpoint(String id, String applicationId, EndpointStatus status, String encryptedSecret, Instant now) {
        this.id = id;
        this.applicationId = applicationId;
        this.status = EnumWords.of(status);
        this.secret = encryptedSecret;
        this.secretCreatedAt = Utc.of(now);
        this.createdAt = Utc.of(now);
    }

    void describe(EndpointRequest request, String encryptedHeaders, StoredAccess newAccess, Instant now) {
        if (url != null && !url.equals(request.url())) {
            provenAt = null;
            pausedUntil = null;
        }
        url = request.url();
        description = request.description();
        external = new ExternalData(request.externalId(), request.metadata());
        format = EnumWords.of(request.format());
        template = request.template();
        mode = EnumWords.of(request.delivery());
        retry = EnumWords.of(request.retry());
        eventTypes = request.eventTypes();
        filter = request.filter() == null ? null : CanonicalJson.write(request.filter());
        flow = new Flow(request, flow);
        headers = encryptedHeaders;
        access = newAccess;
        form = new RequestForm(request);
        signatureSwitch = EnumWords.of(request.signatureSwitch());
        updatedAt = Utc.of(now);
    }

    void switchTo(EndpointStatus newStatus, Instant now) {
        status = EnumWords.of(newStatus);
        unsettled = newStatus != EndpointStatus.ACTIVE;
        disabledReason = null;
        failures = null;
        provenAt = null;
        pausedUntil = null;
        access = newStatus == EndpointStatus.DELETED ? null : access;
        external = newStatus == EndpointStatus.DELETED ? new ExternalData(null, null) : external;
        updatedAt = Utc.of(now);
    }

    void rotateSecret(String encrypted, Instant now, Instant previousUntil) {
        previousSecret = secret;
        previousSecretUntil = Utc.of(previousUntil);
        secret = encrypted;
        secretCreatedAt = Utc.of(now);
    }

    /** From now on, only the newest secret signs. */
    void endOverlap() {
        previousSecret = null;
        previousSecretUntil = null;
    }

    void keep(KeyPairs pairs) {
        keyPairs = pairs;
    }

    /** {@code ep_…}. */
    public String id() {
        return id;
    }

    /** The application that owns it. */
    public String applicationId() {
        return applicationId;
    }

    /** Where webhooks are sent; null if the receiver polls. */
    public String url() {
        return url;
    }

    public Transport transport() {
        return url == null ? Transport.POLL : Transport.WEBHOOK;
    }

    String description() {
        return description;
    }

    ExternalData external() {
        return external == null ? ExternalData.NONE : external;
    }

    public Format format() {
        return EnumWords.read(Format.class, format);
    }

    /** The template of the format {@code template}; null for any other. */
    public BodyTemplate template() {
        return template;
    }

    public DeliveryMode mode() {
        return EnumWords.read(DeliveryMode.class, mode);
    }

    public RetryMode retry() {
        return EnumWords.read(RetryMode.class, retry);
    }

    public List<String> eventTypes() {
        return eventTypes;
    }

    /** The filter on the content of changes; null if every change passes. */
    public JsonNode filter() {
        return filter == null ? null : StrictJson.stored(filter);
    }

    /** How fast and in which order it gets what is due. */
    public Flow flow() {
        return flow;
    }

    String encryptedHeaders() {
        return headers;
    }

    StoredAccess access() {
        return access == null ? StoredAccess.NONE : access;
    }

    public RequestForm form() {
        return form == null ? RequestForm.STANDARD : form;
    }

    KeyPairs keyPairs() {
        return keyPairs == null ? KeyPairs.NONE : keyPairs;
    }

    SignatureSwitch signatureSwitch() {
        return EnumWords.read(SignatureSwitch.class, signatureSwitch);
    }

    public EndpointStatus status() {
        return EnumWords.read(EndpointStatus.class, status);
    }

    /** Whether deliveries are sent; otherwise they are skipped. */
    public boolean isActive() {
        return status() == EndpointStatus.ACTIVE;
    }

    /** Whether its owner deleted it; its deliveries are then cancelled. */
    public boolean isDeleted() {
        return status() == EndpointStatus.DELETED;
    }

    String disabledReason() {
        return disabledReason;
    }

    /** What is known about it before the next attempt. */
    public TrackRecord trackRecord() {
        return failingSince() != null ? TrackRecord.FAILING : provenAt == null ? TrackRecord.NEW : TrackRecord.PROVEN;
    }

    /** The first failure since the last success; null unless failing. */
    public Instant failingSince() {
        return failures == null ? null : failures.since();
    }

    Instant lastFailureAt() {
        return failures == null ? null : failures.lastAt();
    }

    /** When notices reported that it fails; null unless failing. */
    public Instant warnedAt() {
        return failures == null ? null : failures.warnedAt();
    }

    /** When the failure policy flagged it; null unless failing. */
    public Instant flaggedAt() {
        return failures == null ? null : failures.flaggedAt();
    }

    /** When the pause ends that the receiver asked for; null unless paused. */
    public Instant pausedUntil() {
        return Utc.instant(pausedUntil);
    }

    String secret() {
        return secret;
    }

    Instant secretCreatedAt() {
        return Utc.instant(secretCreatedAt);
    }

    String previousSecret() {
        return previousSecret;
    }

    /** The end of the overlap, until which the previous secret signs too; empty when there is no overlap at {@code now}. */
    Optional<Instant> overlapEndAt(Instant now) {
        return Optional.ofNullable(Utc.instant(previousSecretUntil)).filter(end -> previousSecret != null && now.isBefore(end));
    }

    Instant createdAt() {
        return Utc.instant(createdAt);
    }

    public Instant updatedAt() {
        return Utc.instant(updatedAt);
    }

    /** How the audit log names it. */
    public AuditedObject audited() {
        return AuditedObject.ofApplication(id, applicationId);
    }
}
