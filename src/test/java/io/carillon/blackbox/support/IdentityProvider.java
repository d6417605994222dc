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
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An OpenID provider: authorization code flow with PKCE, for one confidential client. It checks what a provider must check:
 * client, secret, redirect URI, verifier, and that a code is used once. Everybody who comes to its sign-in page is signed in at
 * once. Tests decide what its next answers claim, and who signs them.
 */
public final class IdentityProvider implements AutoCloseable {

    public static final String CLIENT = "carillon";
    public static final String SECRET = "s3cret: with + and %";

    private final int port = Ports.reserve();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private HttpServer server;
    private volatile RSAKey key = newKey("k1");
    private volatile RSAKey signer = key;
    private volatile Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> claims;
    private volatile String named;

    public IdentityProvider() {
        reset();
        start();
    }

    /** Answers as it should, for Alice, who is in the group {@code webhook-admins}. */
    public void reset() {
        claims = good -> good;
        signer = key;
        named = issuer();
    }

    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** What its next tokens claim instead. */
    public void claim(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change) {
        claims = change;
    }

    /** Signs with a key that is not its own, under the id of its own. */
    public void forge() {
        signer = newKey(key.getKeyID());
    }

    /** Replaces its key; the former one is gone. */
    public void rotate() {
        key = newKey(UUID.randomUUID().toString());
        signer = key;
    }

    /** Names another issuer in its answers; none if {@code issuer} is null. */
    public void name(String issuer) {
        named = issuer;
    }

    /** How often somebody came with a code. */
    public int exchanges() {
        return exchanges.get();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, Json.object(
                "issuer", issuer(), "authorization_endpoint", issuer() + "/authorize?tenant=t1",
                "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/keys",
                "end_session_endpoint", issuer() + "/logout", "scopes_supported", List.of("openid", "profile", "groups"),
                "authorization_response_iss_parameter_supported", true)));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** Nothing listens at its address from now on. */
    public void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        if (!asked.getOrDefault("client_id", "").equals(CLIENT) || !"t1".equals(asked.get("tenant"))
                || !"code".equals(asked.get("response_type")) || !"S256".equals(asked.get("code_challenge_method"))
                || !asked.getOrDefault("redirect_uri", "").matches("http://127\\.0\\.0\\.1:\\d+/console/oidc/callback")
                || !"openid profile groups".equals(asked.get("scope"))) {
            answer(exchange, 400, Json.object("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        exchange.getResponseHeaders().set("Location", asked.get("redirect_uri") + "?code=" + code + "&state="
                + asked.get("state") + (named == null ? "" : "&iss=" + URLEncoder.encode(named, StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        exchanges.incrementAndGet();
        Map<String, String> sent = parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":"
                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Json.object("error", "invalid_client"));
            return;
        }
        Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
        if (asked == null || !asked.get("redirect_uri").equals(sent.get("redirect_uri"))
                || !asked.get("code_challenge").equals(challenge(sent.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, Json.object("error", "invalid_grant"));
            return;
        }
        answer(exchange, 200, Json.object("access_token", "unused", "token_type", "Bearer", "id_token", idToken(asked)));
    }

    private String idToken(Map<String, String> asked) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder good = new JWTClaimsSet.Builder().issuer(issuer()).audience(CLIENT).subject("alice-1")
                .claim("preferred_username", "alice").claim("groups", List.of("staff", "webhook-admins"))
                .claim("nonce", asked.get("nonce")).issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300)));
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
                claims.apply(good).build());
        try {
            token.sign(new RSASSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
