package io.carillon.endpoint;

import io.carillon.crypto.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Collects what signs the attempts of an endpoint: its secrets, its keys or both, as its schemes need them. */
@ApplicationScoped
public class EndpointCredentials {

    private SigningSecrets secrets;
    private SigningKeys keys;

    /** For the container's proxy. */
    protected EndpointCredentials() {
    }

    @Inject
    EndpointCredentials(SigningSecrets secrets, SigningKeys keys) {
        this.secrets = secrets;
        this.keys = keys;
    }

    /**
     * What signs at {@code now}.
     *
     * @throws UnreadableSecret if a newest secret or key that is needed cannot be decrypted
     */
    public Credentials at(Instant now, Endpoint endpoint) {
        return of(endpoint, () -> secrets.signingAt(now, endpoint), () -> keys.signingAt(now, endpoint));
    }

    /**
     * What signed at {@code then}, as far as it is known: without one whose overlap was ended, and without secrets or keys whose
     * newest is younger.
     *
     * @throws UnreadableSecret if a newest secret or key that is needed cannot be decrypted
     */
    public Credentials ofAttempt(Instant then, Endpoint endpoint) {
        return of(endpoint, () -> secrets.signedAt(then, endpoint), () -> keys.signedAt(then, endpoint));
    }

    /** What a forger has who knows everything but the secrets and the private keys. */
    public Credentials forged(Endpoint endpoint) {
        return of(endpoint, () -> List.of(SigningSecrets.random()), () -> List.of(keys.impostor(endpoint)));
    }

    private static Credentials of(Endpoint endpoint, Supplier<List<String>> secrets, Supplier<List<SigningKey>> keys) {
        List<SignatureScheme> schemes = endpoint.form().signatures();
        return new Credentials(schemes, schemes.contains(SignatureScheme.V1) ? secrets.get() : List.of(),
                schemes.stream().anyMatch(SignatureScheme::needsKey) ? keys.get() : List.of());
    }
}
