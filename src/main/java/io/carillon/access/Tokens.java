package io.carillon.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the caller of a request by a signed token, if the settings {@code MP_JWT_VERIFY_*} allow tokens. Exactly one group of
 * the token ({@code groups}) must be a scope; that is the caller's. This class verifies the claims of MicroProfile JWT because
 * the container's own mechanism would reject API keys, which are not tokens.
 */
@ApplicationScoped
class Tokens implements BearerTokens {

    private static final FactLog LOG = FactLog.of(Tokens.class);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private DefaultJWTProcessor<SecurityContext> processor;

    /** For the container's proxy. */
    protected Tokens() {
    }

    @Inject
    Tokens(TokenSettings settings, Clock clock) {
        if (settings.configured()) {
            processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, settings.keys()));
            processor.setJWTClaimsSetVerifier(new TokenClaims(settings, clock));
        }
    }

    @Override
    public Optional<Caller> callerOf(String token) {
        if (processor == null || token.chars().filter(c -> c == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            return caller(processor.process(token, null));
        } catch (KeySourceException e) {
            LOG.warn("token.keys-unavailable", "reason", Causes.root(e));
            throw new ProblemException(ProblemType.UNAVAILABLE, "The keys that verify tokens are not available at the moment.");
        } catch (BadJOSEException | JOSEException | ParseException e) {
            LOG.debug("token.refused", "reason", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
        List<String> groups = Optional.ofNullable(claims.getStringListClaim("groups")).orElse(List.of());
        List<Scope> scopes = groups.stream().map(Scope::parse).flatMap(Optional::stream).toList();
        if (scopes.size() != 1) {
            LOG.debug("token.refused", "reason", "groups contain " + scopes.size() + " scopes");
            return Optional.empty();
        }
        String subject = cut(claims.getSubject());
        return Optional.of(new Caller("jwt:" + subject, Optional.ofNullable(claims.getStringClaim("upn"))
                .map(Tokens::cut).orElse(subject), scopes.get(0), "jwt:" + subject,
                claims.getExpirationTime().toInstant(), scopes.get(0).role().capabilities()));
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200);
    }
}
