package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real tokens, signed by real keys, against a real set of keys. */
class TokensTest {

    private static final Instant NOW = Instant.parse("2025-06-09T12:00:00Z");
    private static RSAKey key;
    private static RSAKey strangers;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        strangers = new RSAKeyGenerator(2048).keyID("k1").generate();
    }

    @Test
    void aGoodTokenNamesItsCaller() throws Exception {
        assertThat(callerOf(signed(key, good -> good)),
                is(Optional.of(new Caller("jwt:alice", "alice@example.org", new Scope(Role.ORGANIZATION, "7"), "jwt:alice",
                        NOW.plusSeconds(300), Role.ORGANIZATION.capabilities()))));
    }

    @Test
    void thePublicKeyMayBeAPemFile() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(
                key.toRSAPublicKey().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        TokenSettings settings = settings(Files.writeString(folder.resolve("key.pem"), pem).toString());
        assertThat(new Tokens(settings, at(NOW)).callerOf(signed(key, good -> good)).isPresent(), is(true));
    }

    @Test
    void theKeysMayBeFetchedAndTheirAbsenceIsNotTheCallersFault() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            byte[] body = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        assertThat(new Tokens(settings(url), at(NOW)).callerOf(signed(key, good -> good)).isPresent(), is(true));
        server.stop(0);
        assertThrows(ProblemException.class, () -> new Tokens(settings(url), at(NOW)).callerOf(signed(key, good -> good)));
    }

    @Test
    void everyClaimIsAskedFor() throws Exception {
        for (String claim : List.of("iss", "aud", "sub", "exp", "iat", "groups")) {
            assertThat(claim, callerOf(signed(key, good -> good.claim(claim, null))), is(Optional.empty()));
        }
    }

    @Test
    void wrongClaimsAreRefused() throws Exception {
        refused(good -> good.issuer("https://elsewhere.example"));
        refused(good -> good.audience("another-service"));
        refused(good -> good.expirationTime(Date.from(NOW.minusSeconds(60))));
        refused(good -> good.notBeforeTime(Date.from(NOW.plusSeconds(60))));
        refused(good -> good.issueTime(Date.from(NOW.plusSeconds(60))));
        refused(good -> good.issueTime(Date.from(NOW.minusSeconds(700))));
        refused(good -> good.claim("groups", List.of("everyone")));
        refused(good -> good.claim("groups", List.of("operator", "producer")));
        refused(good -> good.claim("groups", "operator"));
    }

    @Test
    void wrongSignaturesAreRefused() throws Exception {
        assertThat(callerOf(signed(strangers, good -> good)), is(Optional.empty()));
        assertThat(callerOf(new PlainJWT(claims(good -> good)).serialize()), is(Optional.empty()));
        byte[] publicKeyAsSecret = key.toRSAPublicKey().getEncoded();
        assertThat(callerOf(signed(JWSAlgorithm.HS256, new MACSigner(publicKeyAsSecret))), is(Optional.empty()));
        var elliptic = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        assertThat(callerOf(signed(JWSAlgorithm.ES256, new ECDSASigner(elliptic))), is(Optional.empty()));
        String good = signed(key, claims -> claims);
        assertThat(callerOf(good.substring(0, good.length() - 4) + "AAAA"), is(Optional.empty()));
        assertThat(callerOf("a.b.c"), is(Optional.empty()));
        assertThat(callerOf(".."), is(Optional.empty()));
    }

    @Test
    void withoutSettingsNoTokenCounts() throws Exception {
        TokenSettings none = new TokenSettings(Settings.of(Map.of()));
        assertThat(new Tokens(none, at(NOW)).callerOf(signed(key, good -> good)), is(Optional.empty()));
    }

    @Test
    void issuerAudienceAndAgeAreMandatory() {
        Map<String, String> some = new HashMap<>(texts("unused"));
        some.remove("mp.jwt.verify.token.age");
        assertThat(assertThrows(IllegalStateException.class, () -> Settings.of(some)).getMessage(), containsString("_TOKEN_AGE"));
    }

    @Test
    void keysComeOverTlsOrFromThisMachine() {
        assertThat(assertThrows(IllegalStateException.class, () -> settings("http://keys.example.org/jwks")).getMessage(),
                containsString("https"));
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        assertThat(callerOf(signed(key, change)), is(Optional.empty()));
    }

    private Optional<Caller> callerOf(String token) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), new JWKSet(key).toString());
        return new Tokens(settings(file.toString()), at(NOW)).callerOf(token);
    }

    private static TokenSettings settings(String location) {
        return new TokenSettings(Settings.of(texts(location)));
    }

    private static Map<String, String> texts(String location) {
        return Map.of("mp.jwt.verify.issuer", "https://id.example.org", "mp.jwt.verify.audiences", "carillon",
                "mp.jwt.verify.publickey.location", location, "mp.jwt.verify.token.age", "600");
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static String signed(RSAKey with, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, new RSASSASigner(with), claims(change));
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        return signed(algorithm, signer, claims(good -> good));
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k1").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder().issuer("https://id.example.org").audience("carillon")
                .subject("alice").claim("upn", "alice@example.org").claim("groups", List.of("staff", "organization:7"))
                .issueTime(Date.from(NOW.minusSeconds(30))).expirationTime(Date.from(NOW.plusSeconds(300)))).build();
    }
}
