package io.carillon.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of the provider: read when it is first needed, and again after an hour. For a few seconds after a failure it is
 * not asked again, so that a provider that hangs does not hold many requests up. Its keys are read again when a token names one
 * that is not known. Thread-safe.
 */
final class ProviderDirectory {

    private static final String PATH = "/.well-known/openid-configuration";
    private static final Duration FRESH_FOR = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int FETCH_MILLIS = 2_000;
    private static final int MAX_KEYS_BYTES = 200_000;
    private static final long KEYS_FRESH_MILLIS = 300_000;
    private static final long KEYS_WAIT_MILLIS = 5_000;

    private final String issuer;
    private final String clientId;
    private final ProviderClient client;
    private final Clock clock;
    private Known known;
    private Instant readAt = Instant.MIN;
    private Instant failedAt = Instant.MIN;

    ProviderDirectory(String issuer, String clientId, ProviderClient client, Clock clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.client = client;
        this.clock = clock;
    }

    /** The provider, and what verifies its tokens. */
    record Known(Provider provider, IdTokens tokens) {
    }

    /**
     * The provider as it says it is.
     *
     * @throws SignInRefused if it cannot be asked
     */
    synchronized Known get() {
        Instant now = clock.instant();
        if (known == null || isOver(readAt, FRESH_FOR, now)) {
            if (!isOver(failedAt, PAUSE, now)) {
                throw new SignInRefused(Refusal.UNAVAILABLE, "it was not available a moment ago");
            }
            try {
                known = read();
                readAt = now;
            } catch (SignInRefused e) {
                failedAt = clock.instant();
                throw e;
            }
        }
        return known;
    }

    /** Also if the clock was set back. */
    private static boolean isOver(Instant since, Duration time, Instant now) {
        return since.equals(Instant.MIN) || now.isBefore(since) || !now.isBefore(since.plus(time));
    }

    private Known read() {
        URI url = URI.create(issuer.replaceFirst("/$", "") + PATH);
        ProviderClient.Answer answer = client.get(url);
        if (answer.status() != 200) {
            throw ProviderClient.unavailable(url, "status " + answer.status());
        }
        try {
            Provider provider = Provider.of(answer.body(), issuer);
            return new Known(provider, new IdTokens(issuer, clientId, keys(provider.keys()), clock));
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw ProviderClient.unavailable(url, e.getMessage());
        }
    }

    private static JWKSource<SecurityContext> keys(URI url) throws MalformedURLException {
        return JWKSourceBuilder.create(url.toURL(), new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, MAX_KEYS_BYTES))
                .cache(KEYS_FRESH_MILLIS, KEYS_WAIT_MILLIS).refreshAheadCache(false).retrying(true).build();
    }
}
