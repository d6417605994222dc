package io.carillon.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose tokens count, under the names of MicroProfile JWT: {@code MP_JWT_VERIFY_ISSUER}, {@code _AUDIENCES},
 * {@code _PUBLICKEY_LOCATION}, {@code _TOKEN_AGE} (seconds) and {@code _CLOCK_SKEW} (seconds). Without any of them no
 * token counts; with one of them the first four must be there, or the service does not start.
 */
@ApplicationScoped
class TokenSettings {

    private static final int FETCH_MILLIS = 2_000;
    private static final int MAX_KEYS_BYTES = 200_000;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.issuer")
    Optional<String> issuer;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.audiences")
    Optional<String[]> audiences;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    Optional<String> location;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.token.age")
    Optional<Integer> age;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.clock.skew", defaultValue = "10")
    int skewSeconds;

    /** Whether tokens count at all. */
    boolean configured() {
        long given = Stream.of(issuer, audiences, location, age).filter(Optional::isPresent).count();
        if (given != 0 && given != 4) {
            throw new IllegalStateException("MP_JWT_VERIFY_ISSUER, _AUDIENCES, _PUBLICKEY_LOCATION and _TOKEN_AGE must be"
                    + " set together: a token whose issuer, audience or age is not checked is anybody's");
        }
        return given == 4;
    }

    String issuer() {
        return issuer.orElseThrow();
    }

    Set<String> audiences() {
        return Set.of(audiences.orElseThrow());
    }

    Duration maxAge() {
        return Duration.ofSeconds(age.orElseThrow());
    }

    Duration clockSkew() {
        return Duration.ofSeconds(skewSeconds);
    }

    /** A JWK set at an https (on this machine also http) URL, fetched again as it changes; or a file, JWK set or PEM (RSA). */
    JWKSource<SecurityContext> keys() {
        String place = location.orElseThrow();
        try {
            if (place.startsWith("https:") || place.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])[:/].*")) {
                return JWKSourceBuilder.create(URI.create(place).toURL(),
                        new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, MAX_KEYS_BYTES)).retrying(true).build();
            }
            Path file = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
            return keysIn(Files.readString(file));
        } catch (IOException | ParseException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("MP_JWT_VERIFY_PUBLICKEY_LOCATION must be an https URL of a JWK set, or a"
                    + " file with a JWK set or a PEM public key: " + place, e);
        }
    }

    /** A PEM file names no key id: its key is tried whatever id a token names. */
    private static JWKSource<SecurityContext> keysIn(String text) throws ParseException, GeneralSecurityException {
        if (!text.startsWith("-----BEGIN PUBLIC KEY-----")) {
            return new ImmutableJWKSet<>(JWKSet.parse(text));
        }
        byte[] key = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        RSAPublicKey rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
        return (selector, context) -> List.of(new RSAKey.Builder(rsa).build());
    }
}
