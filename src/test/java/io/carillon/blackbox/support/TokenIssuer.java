package io.carillon.blackbox.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Issues tokens as an identity provider does; the service finds its public key in a file. */
public final class TokenIssuer {

    private static final String NAME = "https://id.example.org";
    private final RSAKey key;
    private final Path file;

    public TokenIssuer(Path folder) {
        try {
            key = new RSAKeyGenerator(2048).keyID("k1").generate();
            file = Files.writeString(folder.resolve("token-keys.json"), new JWKSet(key).toString());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<String, String> settings() {
        return Map.of("MP_JWT_VERIFY_ISSUER", NAME, "MP_JWT_VERIFY_AUDIENCES", "carillon",
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", file.toString(), "MP_JWT_VERIFY_TOKEN_AGE", "300");
    }

    /** A token of {@code subject} with {@code scope} that was issued {@code age} ago. */
    public String token(String subject, String scope, Duration age) {
        Instant issued = Instant.now().minus(age);
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                new JWTClaimsSet.Builder().issuer(NAME).audience("carillon").subject(subject).claim("groups", List.of(scope))
                        .issueTime(Date.from(issued)).expirationTime(Date.from(issued.plusSeconds(3_600))).build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
