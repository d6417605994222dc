package io.carillon.access;

import static io.carillon.settings.Setting.JWT_AUDIENCES;
import static io.carillon.settings.Setting.JWT_CLOCK_SKEW;
import static io.carillon.settings.Setting.JWT_ISSUER;
import static io.carillon.settings.Setting.JWT_PUBLICKEY_LOCATION;
import static io.carillon.settings.Setting.JWT_TOKEN_AGE;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.carillon.settings.Settings;
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
import java.util.Set;

/**
 * Which tokens Carillon accepts, by the settings of MicroProfile JWT: {@code MP_JWT_VERIFY_ISSUER}, {@code _AUDIENCES},
 * {@code _PUBLICKEY_LOCATION}, {@code _TOKEN_AGE} (seconds) and {@code _CLOCK_SKEW} (seconds). Without them Carillon accepts
 * no tokens.
 */
@ApplicationScoped
class TokenSettings {

    private static final int FETCH_MILLIS = 2_000;
    private static final int MAX_KEYS_BYTES = 200_000;

    private Settings settings;

    /** For the container's proxy. */
    protected TokenSettings() {
    }

    @Inject
    TokenSettings(Settings settings) {
        this.settings = settings;
    }

    /** Whether Carillon accepts tokens at all. */
    boolean configured() {
        return settings.isSet(JWT_ISSUER);
    }

    String issuer() {
        return settings.word(JWT_ISSUER);
    }

    Set<String> audiences() {
        return Set.copyOf(settings.list(JWT_AUDIENCES));
    }

    Duration maxAge() {
        return Duration.ofSeconds(settings.number(JWT_TOKEN_AGE));
    }

    Duration clockSkew() {
        return Duration.ofSeconds(settings.number(JWT_CLOCK_SKEW));
    }

    /**
     * The keys of the issuer: a JWK set at an https URL (for this machine also http), fetched again when it changes; or a file
     * with a JWK set or a PEM public key (RSA).
     */
    JWKSource<SecurityContext> keys() {
        String place = settings.word(JWT_PUBLICKEY_LOCATION);
        try {
            if (place.startsWith("https:") || place.startsWith("http:")) {
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

    /** A PEM file has no key id, so its key is tried for tokens with any key id. */
    private static JWKSource<SecurityContext> keysIn(String text) throws ParseException, GeneralSecurityException {
        if (!text.startsWith("-----BEGIN PUBLIC KEY-----")) {
            return new ImmutableJWKSet<>(JWKSet.parse(text));
        }
        byte[] key = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        RSAPublicKey rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
        return (selector, context) -> List.of(new RSAKey.Builder(rsa).build());
    }
}
