package io.carillon.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/** Verifies the ID tokens of one provider for one client (OpenID Connect Core 1.0, section 3.1.3.7). Thread-safe. */
final class IdTokens {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    IdTokens(String issuer, String clientId, JWKSource<SecurityContext> keys, Clock clock) {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new Claims(issuer, clientId, clock));
    }

    /**
     * The claims of {@code token}, which must answer the attempt with {@code nonce}.
     *
     * @throws SignInRefused      if anything of it is wrong
     * @throws KeySourceException if the keys of the provider cannot be read
     */
    JWTClaimsSet verify(String token, String nonce) throws KeySourceException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            if (!nonce.equals(claims.getClaim("nonce"))) {
                throw new SignInRefused(Refusal.REFUSED, "the nonce is another one");
            }
            return claims;
        } catch (KeySourceException e) {
            throw e;
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw new SignInRefused(Refusal.REFUSED, e.getMessage());
        }
    }

    /** Issuer and audience, a subject, and times that fit the clock, give or take a minute. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final String clientId;
        private final Clock clock;

        Claims(String issuer, String clientId, Clock clock) {
            super(clientId, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp", "iat"));
            this.clientId = clientId;
            this.clock = clock;
        }

        @Override
        public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            Object party = claims.getClaim("azp");
            if (party == null ? claims.getAudience().size() != 1 : !clientId.equals(party)) {
                throw new BadJWTException("the token was issued to another client");
            }
            if (claims.getIssueTime().toInstant().isAfter(clock.instant().plusSeconds(getMaxClockSkew()))) {
                throw new BadJWTException("the token was issued in the future");
            }
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
