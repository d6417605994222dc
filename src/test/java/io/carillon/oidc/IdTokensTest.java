package io.carillon.oidc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real signatures against a real set of keys. */
@Execution(ExecutionMode.CONCURRENT) // makes keys of its own
class IdTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
    private static final String ISSUER = "https://id.example.org";
    private static RSAKey rsa;
    private static ECKey elliptic;
    private static IdTokens tokens;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("k1").generate();
        elliptic = new ECKeyGenerator(Curve.P_256).keyID("k2").generate();
        tokens = new IdTokens(ISSUER, "carillon", new ImmutableJWKSet<>(new JWKSet(List.of(rsa, elliptic))),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aGoodTokenHasItsClaims() throws Exception {
        assertThat(tokens.verify(signed(good -> good), "n1").getSubject(), is("alice"));
        assertThat(tokens.verify(signed(good -> good.audience(List.of("carillon", "another")).claim("azp", "carillon")), "n1")
                .getSubject(), is("alice"));
        assertThat(tokens.verify(signed(JWSAlgorithm.ES256, "k2", new ECDSASigner(elliptic)), "n1").getSubject(), is("alice"));
        assertThat(tokens.verify(signed(JWSAlgorithm.PS256, "k1", new RSASSASigner(rsa)), "n1").getSubject(), is("alice"));
    }

    @Test
    void theClocksMayDifferByAMinute() throws Exception {
        tokens.verify(signed(good -> good.expirationTime(at(-59))), "n1");
        tokens.verify(signed(good -> good.issueTime(at(59))), "n1");
        refused(signed(good -> good.expirationTime(at(-61))));
        refused(signed(good -> good.issueTime(at(61))));
        refused(signed(good -> good.notBeforeTime(at(61))));
    }

    @Test
    void wrongClaimsAreRefused() throws Exception {
        for (String claim : List.of("iss", "aud", "sub", "exp", "iat", "nonce")) {
            refused(signed(good -> good.claim(claim, null)));
        }
        refused(signed(good -> good.claim("nonce", "n2")));
        refused(signed(good -> good.claim("nonce", List.of("n1"))));
        refused(signed(good -> good.issuer(ISSUER + "/")));
        refused(signed(good -> good.audience("another")));
        refused(signed(good -> good.audience(List.of("carillon", "another"))));
        refused(signed(good -> good.claim("azp", "another")));
    }

    @Test
    void wrongSignaturesAreRefused() throws Exception {
        refused(signed(JWSAlgorithm.RS256, "k1", new RSASSASigner(new RSAKeyGenerator(2048).generate())));
        refused(signed(JWSAlgorithm.RS256, "k3", new RSASSASigner(rsa)));
        refused(signed(JWSAlgorithm.RS512, "k1", new RSASSASigner(rsa)));
        refused(signed(JWSAlgorithm.HS256, "k1", new MACSigner(rsa.toRSAPublicKey().getEncoded())));
        refused(new PlainJWT(claims(good -> good)).serialize());
        String good = signed(claims -> claims);
        refused(good.substring(0, good.length() - 4) + "AAAA");
        refused("");
        refused("a.b.c");
    }

    @Test
    void anotherKindOfTokenIsNone() throws Exception {
        SignedJWT access = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1")
                .type(new JOSEObjectType("at+jwt")).build(), claims(good -> good));
        access.sign(new RSASSASigner(rsa));
        refused(access.serialize());
    }

    private static void refused(String token) {
        SignInRefused refused = assertThrows(SignInRefused.class, () -> tokens.verify(token, "n1"));
        assertThat(refused.refusal(), is(Refusal.REFUSED));
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "k1", new RSASSASigner(rsa), claims(change));
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer) throws JOSEException {
        return signed(algorithm, key, signer, claims(good -> good));
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder().issuer(ISSUER).audience("carillon").subject("alice").claim("nonce", "n1")
                .issueTime(at(-5)).expirationTime(at(300))).build();
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }
}
