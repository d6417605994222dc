package io.carillon.access;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/** Verifies the claims of a token: issuer and audience as configured, a subject, an expiry, and a recent time of issue. */
final class TokenClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Duration maxAge;
    private final Duration skew;
    private final Clock clock;

    TokenClaims(TokenSettings settings, Clock clock) {
        super(settings.audiences(), new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "exp", "iat"), Set.of());
        this.maxAge = settings.maxAge();
        this.skew = settings.clockSkew();
        this.clock = clock;
        setMaxClockSkew((int) skew.toSeconds());
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
        super.verify(claims, context);
        Instant issued = claims.getIssueTime().toInstant();
        Instant now = clock.instant();
        if (issued.isAfter(now.plus(skew)) || issued.plus(maxAge).plus(skew).isBefore(now)) {
            throw new BadJWTException("issued in the future or too long ago");
        }
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
