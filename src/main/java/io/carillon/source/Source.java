package io.carillon.source;

import io.carillon.access.AuditedObject;
import io.carillon.database.Utc;
import io.carillon.platform.EnumWords;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A service that reports changes by webhooks of its own. It belongs to one organization, or to the operators if its requests are
 * about several. Deleting it removes the row. The secret is stored encrypted; only {@link SourceSecrets} reads it.
 */
@Entity
@Table(name = "source")
public class Source {

    /** The prefix of ids. */
    static final String PREFIX = "src";

    @Id
    private String id;
    @Column(name = "organization_id")
    private Long organizationId;
    private String name;
    @Convert(converter = SourceVerificationConverter.class)
    private SourceVerification verification;
    private String secret;
    @Convert(converter = SourceMappingsConverter.class)
    private List<SourceMapping> mappings;
    private String unmatched;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    protected Source() {
    }

    Source(String id, Long organizationId, Instant createdAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.createdAt = Utc.of(createdAt);
    }

    void describe(SourceRequest request, String encryptedSecret) {
        name = request.name();
        verification = request.verification().withSecret(null);
        secret = encryptedSecret;
        mappings = List.copyOf(request.mappings());
        unmatched = EnumWords.of(request.unmatched());
    }

    String id() {
        return id;
    }

    /** Whose changes it reports; null if its mappings say so. */
    Long organizationId() {
        return organizationId;
    }

    String name() {
        return name;
    }

    /** Without the secret. */
    SourceVerification verification() {
        return verification;
    }

    /** With a mask in place of the secret. */
    SourceVerification maskedVerification() {
        return verification.withSecret(SourceSecrets.MASK);
    }

    String encryptedSecret() {
        return secret;
    }

    List<SourceMapping> mappings() {
        return mappings;
    }

    Unmatched unmatched() {
        return EnumWords.read(Unmatched.class, unmatched);
    }

    Instant createdAt() {
        return Utc.instant(createdAt);
    }

    /** How the audit log names it. */
    AuditedObject audited() {
        return new AuditedObject(id, organizationId, null);
    }
}
