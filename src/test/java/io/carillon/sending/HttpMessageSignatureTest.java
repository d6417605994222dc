package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.crypto.SigningKey;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.SignatureScheme;
import io.carillon.endpoint.SomeForm;
import io.carillon.sending.Authentication.Unsigned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpMessageSignatureTest {

    /** Appendix B.1.4 of RFC 9421: the seed, and the public key. */
    private static final SigningKey RFC_9421 = key("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU",
            "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs");
    private static final SigningKey VECTOR = SigningKey.of(
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==");

    @Test
    void theEd25519ExampleOfRfc9421() {
        Map<String, String> components = new LinkedHashMap<>();
        components.put("date", "Tue, 20 Apr 2021 02:07:55 GMT");
        components.put("@method", "POST");
        components.put("@path", "/foo");
        components.put("@authority", "example.com");
        components.put("content-type", "application/json");
        components.put("content-length", "18");
        byte[] base = HttpMessageSignature.base(components, "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"");
        assertThat(Base64.getEncoder().encodeToString(RFC_9421.sign(base)),
                is("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="));
    }

    @Test
    void methodUrlContentIdTimeAndSequenceAreSigned() {
        Map<String, String> headers = headers("https://example.org:8443/a?b=c", VECTOR);
        assertThat(new ArrayList<>(headers.keySet()), contains("Content-Digest", "Signature-Input", "Signature"));
        // printf '{"hello": "world"}' | openssl dgst -sha256 -binary | base64, which is also the example of RFC 9530
        assertThat(headers.get("Content-Digest"), is("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"));
        String parameters = "(\"@method\" \"@target-uri\" \"content-type\" \"content-digest\" \"webhook-id\""
                + " \"webhook-timestamp\" \"webhook-sequence\");created=1618884473;keyid=\"" + VECTOR.verificationKey().id()
                + "\";alg=\"ed25519\"";
        assertThat(headers.get("Signature-Input"), is("carillon=" + parameters));
        String base = """
                "@method": POST
                "@target-uri": https://example.org:8443/a?b=c
                "content-type": application/json
                "content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
                "webhook-id": wh_1
                "webhook-timestamp": 1618884473
                "webhook-sequence": 7
                "@signature-params": """ + " " + parameters;
        assertThat(headers.get("Signature"),
                is("carillon=:" + Base64.getEncoder().encodeToString(VECTOR.sign(base.getBytes())) + ":"));
    }

    @Test
    void anotherMethodAndOtherNamesAreSigned() {
        Unsigned unsigned = Signing.unsigned("wh_1", Instant.ofEpochSecond(1618884473), "https://example.org/",
                "{\"hello\": \"world\"}", SomeForm.of("\"method\":\"put\",\"headerPrefix\":\"X-Acme-\""));
        Map<String, String> headers = new HttpMessageSignature().headers(unsigned,
                Signing.with(List.of(SignatureScheme.HTTP_MESSAGE), VECTOR));
        String parameters = headers.get("Signature-Input").substring("carillon=".length());
        assertThat(parameters.split(";")[0], is("(\"@method\" \"@target-uri\" \"content-type\" \"content-digest\""
                + " \"x-acme-id\" \"x-acme-timestamp\" \"x-acme-sequence\")"));
        Map<String, String> components = new LinkedHashMap<>();
        components.put("@method", "PUT");
        components.put("@target-uri", "https://example.org/");
        components.put("content-type", "application/json");
        components.put("content-digest", headers.get("Content-Digest"));
        components.put("x-acme-id", "wh_1");
        components.put("x-acme-timestamp", "1618884473");
        components.put("x-acme-sequence", "7");
        assertThat(headers.get("Signature"), is("carillon=:" + Base64.getEncoder()
                .encodeToString(VECTOR.sign(HttpMessageSignature.base(components, parameters))) + ":"));
    }

    @ParameterizedTest
    @CsvSource({"/v3?,/v3", "?,/", ",/", "/v3?a?,/v3?a?"})
    void theUrlIsSignedAsItIsRequested(String written, String requested) {
        assertThat(headers("https://example.org" + (written == null ? "" : written), VECTOR),
                is(headers("https://example.org" + requested, VECTOR)));
    }

    @Test
    void duringAnOverlapBothKeysSign() {
        Map<String, String> headers = headers("https://example.org/", VECTOR, RFC_9421);
        String input = headers.get("Signature-Input");
        assertThat(input.split(", ")[0], is(headers("https://example.org/", VECTOR).get("Signature-Input")));
        assertThat(input.split(", ")[1], is(headers("https://example.org/", RFC_9421).get("Signature-Input")
                .replace("carillon=", "carillon-previous=")));
        assertThat(headers.get("Signature").matches("carillon=:\\S{88}:, carillon-previous=:\\S{88}:"), is(true));
    }

    @ParameterizedTest
    @CsvSource({"https://example.org, https://example.org/", "https://example.org?a=1, https://example.org/?a=1",
        "HTTPS://Bücher.example:443/ü, https://xn--bcher-kva.example:443/%C3%BC"})
    void theUrlIsSignedAsTheReceiverSeesIt(String url, String seen) {
        assertThat(headers(url, VECTOR).get("Signature"), is(headers(seen, VECTOR).get("Signature")));
        assertThat(headers(url, VECTOR).get("Signature"), is(not(headers(seen + "x", VECTOR).get("Signature"))));
    }

    @Test
    void anEndpointThatDoesNotChooseItGetsNothing() {
        assertThat(new HttpMessageSignature().headers(Signing.vector(), Signing.with("secret")), is(Map.of()));
        assertThat(new HttpMessageSignature().headers(Signing.vector(), Signing.with(List.of(SignatureScheme.V1A), VECTOR)),
                is(Map.of()));
    }

    private static Map<String, String> headers(String url, SigningKey... keys) {
        Credentials credentials = Signing.with(List.of(SignatureScheme.HTTP_MESSAGE), keys);
        return new HttpMessageSignature().headers(
                Signing.unsigned("wh_1", Instant.ofEpochSecond(1618884473), url, "{\"hello\": \"world\"}"), credentials);
    }

    private static SigningKey key(String seed, String publicKey) {
        Base64.Decoder decoder = Base64.getUrlDecoder();
        byte[] both = new byte[64];
        System.arraycopy(decoder.decode(seed), 0, both, 0, 32);
        System.arraycopy(decoder.decode(publicKey), 0, both, 32, 32);
        return SigningKey.of("whsk_" + Base64.getEncoder().encodeToString(both));
    }
}
