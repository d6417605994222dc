package io.carillon.console;

import io.carillon.access.Capability;
import io.carillon.access.Scope;
import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * A link that signs one person in once. It is stored with the SHA-256 of its code, which has 256 random bits. Once redeemed, it
 * is what the session is granted by, until it ends. {@link PortalLinks} changes it with statements; retention removes it some
 * time after its end.
 */
@Entity
@Table(name = "portal_link")
class PortalLink {

    @Id
    private String id;
    private String scope;
    private String capabilities;
    private String subject;
    private boolean embed;
    private String path;
    @Column(name = "return_url")
    private String returnUrl;
    private String language;
    private String theme;
    @Column(name = "link_seconds")
    private long linkSeconds;
    @Column(name = "session_seconds")
    private long sessionSeconds;
    @Column(name = "created_by")
    private String createdBy;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "redeemed_at")
    private OffsetDateTime redeemedAt;
    @Column(name = "ended_at")
    private OffsetDateTime endedAt;
    /** When it can no longer be used: the end of the link, later that of its session. */
    @Column(name = "ends_at")
    private OffsetDateTime endsAt;

    protected PortalLink() {
    }

    String id() {
        return id;
    }

    Scope scope() {
        return Scope.parse(scope).orElseThrow(() -> new IllegalStateException("portal_link " + id + " has no scope"));
    }

    Set<Capability> capabilities() {
        return Capability.read(capabilities);
    }

    String subject() {
        return subject;
    }

    boolean isEmbedded() {
        return embed;
    }

    String path() {
        return path;
    }

    String returnUrl() {
        return returnUrl;
    }

    String language() {
        return language;
    }

    /** As JSON, or null. */
    String theme() {
        return theme;
    }

    /** The id of the key or link, or {@code jwt:} and the subject of the token, that made it. */
    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return Utc.instant(createdAt);
    }

    Instant redeemedAt() {
        return Utc.instant(redeemedAt);
    }

    Instant endedAt() {
        return Utc.instant(endedAt);
    }

    Duration linkLifetime() {
        return Duration.ofSeconds(linkSeconds);
    }

    Duration sessionLifetime() {
        return Duration.ofSeconds(sessionSeconds);
    }

    Instant expiresAt() {
        return createdAt().plusSeconds(linkSeconds);
    }

    /** Null unless it was redeemed. */
    Instant sessionExpiresAt() {
        return redeemedAt == null ? null : redeemedAt().plusSeconds(sessionSeconds);
    }

    PortalLinkStatus statusAt(Instant now) {
        if (endedAt != null) {
            return PortalLinkStatus.ENDED;
        }
        return !now.isBefore(endsAt.toInstant()) ? PortalLinkStatus.EXPIRED
                : redeemedAt == null ? PortalLinkStatus.OPEN : PortalLinkStatus.REDEEMED;
    }
}
