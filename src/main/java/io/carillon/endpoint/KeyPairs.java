package io.carillon.endpoint;

import io.carillon.crypto.VerificationKey;
import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An endpoint's signing keys: the newest, and after a rotation the previous one until the end of the overlap. Private keys are
 * encrypted. A change makes a new object.
 */
@Embeddable
public class KeyPairs {

    static final KeyPairs NONE = new KeyPairs();

    @Column(name = "signing_key")
    private String key;
    @Column(name = "public_key")
    private String publicKey;
    @Column(name = "signing_key_created_at")
    private OffsetDateTime createdAt;
    @Column(name = "previous_signing_key")
    private String previousKey;
    @Column(name = "previous_public_key")
    private String previousPublicKey;
    @Column(name = "previous_signing_key_until")
    private OffsetDateTime previousUntil;

    protected KeyPairs() {
    }

    /** One key, without an overlap. */
    KeyPairs(String encryptedKey, VerificationKey verificationKey, Instant now) {
        key = encryptedKey;
        publicKey = verificationKey.text();
        createdAt = Utc.of(now);
    }

    /** {@code newer}, with this newest key as its previous one. */
    KeyPairs rotatedTo(KeyPairs newer, Instant until) {
        newer.previousKey = key;
        newer.previousPublicKey = publicKey;
        newer.previousUntil = Utc.of(until);
        return newer;
    }

    /** The newest key alone. */
    KeyPairs withoutPrevious() {
        KeyPairs alone = new KeyPairs();
        alone.key = key;
        alone.publicKey = publicKey;
        alone.createdAt = createdAt;
        return alone;
    }

    boolean isEmpty() {
        return key == null;
    }

    String key() {
        return key;
    }

    /** {@code whpk_…}; null if there is none. */
    String publicKey() {
        return publicKey;
    }

    /** When the newest key was created; null if there is none. */
    Instant createdAt() {
        return Utc.instant(createdAt);
    }

    String previousKey() {
        return previousKey;
    }

    /** The end of the overlap, until which the previous key signs too; empty when there is no overlap at {@code now}. */
    Optional<Instant> overlapEndAt(Instant now) {
        return Optional.ofNullable(Utc.instant(previousUntil)).filter(end -> previousKey != null && now.isBefore(end));
    }

    /** The public halves of the keys that sign at {@code now}. */
    List<VerificationKey> verificationKeysAt(Instant now) {
        return Stream.concat(Stream.ofNullable(publicKey), overlapEndAt(now).map(end -> previousPublicKey).stream())
                .map(VerificationKey::new).toList();
    }
}
