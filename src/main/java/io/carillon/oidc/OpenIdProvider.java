package io.carillon.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jwt.JWTClaimsSet;
import io.carillon.oidc.ProviderClient.Answer;
import io.carillon.oidc.ProviderDirectory.Known;
import io.carillon.platform.Causes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The provider with which people sign in: where a browser goes to sign in, who came back with a code, and where it goes to sign
 * out. Every method throws {@link SignInRefused} if the provider cannot be asked. Thread-safe.
 */
@ApplicationScoped
public class OpenIdProvider {

    private static final int LONGEST = 200;
    private static final String CLIENT_ID = "client_id";

    private OidcSettings settings;
    private ProviderClient client;
    private ProviderDirectory directory;

    /** For the container's proxy. */
    protected OpenIdProvider() {
    }

    @Inject
    OpenIdProvider(OidcSettings settings, Clock clock) {
        this.settings = settings;
        if (settings.isConfigured()) {
            client = new ProviderClient();
            directory = new ProviderDirectory(settings.issuer(), settings.clientId(), client, clock);
        }
    }

    /** The page at which the person signs in; it leads back to {@code callback}. */
    public URI signInPage(SignInAttempt attempt, URI callback) {
        Provider provider = directory.get().provider();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put(CLIENT_ID, settings.clientId());
        parameters.put("redirect_uri", callback.toString());
        parameters.put("scope", Stream.concat(Stream.of("openid"), Stream.of("profile", "email", settings.claim())
                .filter(provider.scopes()::contains)).collect(Collectors.joining(" ")));
        parameters.put("state", attempt.state());
        parameters.put("nonce", attempt.nonce());
        parameters.put("code_challenge", attempt.challenge());
        parameters.put("code_challenge_method", "S256");
        return Form.in(provider.authorization(), parameters);
    }

    /**
     * Refuses an answer that names another provider than ours, or none although ours always does (RFC 9207), and one that is an
     * error.
     *
     * @param issuer the provider that the answer names; null if none
     * @param error  its error; null if it is none
     */
    public void check(String issuer, String error) {
        Provider provider = directory.get().provider();
        if (issuer == null ? provider.namesItself() : !issuer.equals(settings.issuer())) {
            throw new SignInRefused(Refusal.REFUSED, "the answer is not from this provider but from " + issuer);
        }
        if ("access_denied".equals(error)) {
            throw new SignInRefused(Refusal.DENIED, error);
        }
        if (error != null) {
            throw ProviderClient.unavailable(provider.authorization(), error);
        }
    }

    /**
     * Who came back with {@code code}.
     *
     * @throws SignInRefused also if the code or the token is wrong, or the person has no group with a scope
     */
    public Person redeem(String code, SignInAttempt attempt, URI callback) {
        Known known = directory.get();
        try {
            return person(known.tokens().verify(idToken(known.provider(), code, attempt, callback), attempt.nonce()));
        } catch (KeySourceException e) {
            throw ProviderClient.unavailable(known.provider().keys(), String.valueOf(Causes.root(e)));
        }
    }

    private String idToken(Provider provider, String code, SignInAttempt attempt, URI callback) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", callback.toString());
        parameters.put("code_verifier", attempt.verifier());
        Optional<String> basic = settings.clientSecret().filter(any -> provider.takesBasic()).map(this::basic);
        if (basic.isEmpty()) {
            parameters.put(CLIENT_ID, settings.clientId());
            settings.clientSecret().ifPresent(secret -> parameters.put("client_secret", secret));
        }
        Answer answer = client.post(provider.token(), Form.of(parameters), basic.orElse(null));
        String error = answer.body().path("error").asText();
        if (error.equals("invalid_grant")) {
            throw new SignInRefused(Refusal.STALE, "the provider does not know the code");
        }
        String token = answer.body().path("id_token").asText();
        if (answer.status() != 200 || token.isEmpty()) {
            throw ProviderClient.unavailable(provider.token(), "status " + answer.status()
                    + (error.isEmpty() ? " without an id_token" : " and " + error));
        }
        return token;
    }

    /** RFC 6749, section 2.3.1: both are encoded as in forms. */
    private String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(
                (Form.encode(settings.clientId()) + ":" + Form.encode(secret)).getBytes(StandardCharsets.US_ASCII));
    }

    private Person person(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        if (subject.length() > LONGEST) {
            throw new SignInRefused(Refusal.REFUSED, "the subject is longer than " + LONGEST + " characters");
        }
        String name = Stream.of("preferred_username", "email", "name").map(claims::getClaim).filter(String.class::isInstance)
                .map(String.class::cast).filter(text -> !text.isBlank()).findFirst().orElse(subject);
        String group = settings.decisive(groups(claims)).orElseThrow(() -> new SignInRefused(Refusal.NO_GROUP,
                "the claim " + settings.claim() + " of " + subject + " has no group with a scope"));
        return new Person(settings.issuer(), subject, name.substring(0, Math.min(name.length(), LONGEST)), group);
    }

    /** A list, or a single one as text. */
    private List<String> groups(JWTClaimsSet claims) {
        Object value = claims.getClaim(settings.claim());
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return values.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    /** The page that signs the person out of the provider and leads back to {@code back}; empty if it has none. */
    public Optional<URI> signOutPage(URI back) {
        return Optional.ofNullable(directory.get().provider().endSession()).map(page -> Form.in(page,
                Map.of(CLIENT_ID, settings.clientId(), "post_logout_redirect_uri", back.toString())));
    }
}
