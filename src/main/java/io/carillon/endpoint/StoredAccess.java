package io.carillon.endpoint;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What opens the receiver of an endpoint, as its row has it: the one secret of the authentication and the private key are
 * encrypted, everything else is not. {@link EndpointAccess} reads and writes it. A change makes a new object.
 */
@Embeddable
public class StoredAccess {

    static final StoredAccess NONE = new StoredAccess();

    private String authentication;
    @Column(name = "authentication_secret")
    private String secret;
    @Column(name = "client_certificate")
    private String certificate;
    @Column(name = "client_key")
    private String key;
    @Column(name = "client_certificate_ends_at")
    private OffsetDateTime certificateEndsAt;
    @Column(name = "client_certificate_warned_at")
    private OffsetDateTime warnedAt;
    @Column(name = "certificate_authorities")
    private String authorities;

    protected StoredAccess() {
    }

    StoredAccess withAuthentication(String json, String encryptedSecret) {
        StoredAccess next = copy();
        next.authentication = json;
        next.secret = encryptedSecret;
        return next;
    }

    /** With another certificate, about whose end there was no notice yet. */
    StoredAccess withCertificate(String pem, String encryptedKey, Instant endsAt) {
        StoredAccess next = copy();
        next.certificate = pem;
        next.key = encryptedKey;
        next.certificateEndsAt = Utc.of(endsAt);
        next.warnedAt = null;
        return next;
    }

    StoredAccess withAuthorities(String pem) {
        StoredAccess next = copy();
        next.authorities = pem;
        return next;
    }

    private StoredAccess copy() {
        StoredAccess copy = new StoredAccess();
        copy.authentication = authentication;
        copy.secret = secret;
        copy.certificate = certificate;
        copy.key = key;
        copy.certificateEndsAt = certificateEndsAt;
        copy.warnedAt = warnedAt;
        copy.authorities = authorities;
        return copy;
    }

    boolean isNone() {
        return authentication == null && certificate == null && authorities == null;
    }

    /** JSON without the secret; null if there is no authentication. */
    String authentication() {
        return authentication;
    }

    String secret() {
        return secret;
    }

    /** The client's certificates in PEM; null if there are none. */
    String certificate() {
        return certificate;
    }

    String key() {
        return key;
    }

    /** Until when the client's certificate is valid; null if there is none. */
    Instant certificateEndsAt() {
        return Utc.instant(certificateEndsAt);
    }

    /** In PEM; null for those of the system. */
    String authorities() {
        return authorities;
    }
}
