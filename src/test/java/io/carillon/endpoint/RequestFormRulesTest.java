package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.json.Flaw;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormRulesTest {

    private static final String HEX = "\"value\":\"{hex}\",\"signed\":\"{body}\"";

    private static List<Flaw> flaws(String members) {
        return RequestFormRules.flawsOf(SomeForm.request(members));
    }

    private static List<String> pointers(String members) {
        return flaws(members).stream().map(Flaw::pointer).toList();
    }

    private static String header(String name) {
        return "\"signatureHeader\":{\"name\":\"" + name + "\"," + HEX + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-", "svix-", "Svix-", "x-acme-", "X-Acme-Webhook-", "a-"})
    void goodPrefixes(String prefix) {
        assertThat(flaws("\"headerPrefix\":\"" + prefix + "\""), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "webhook", "web hook-", "x_acme-", "1-", "x:-", "content-", "proxy-", "sec-", "ce-",
        "x-forwarded-", "carillon-", "x-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-"})
    void badPrefixes(String prefix) {
        assertThat(pointers("\"headerPrefix\":\"" + prefix + "\"").stream().distinct().toList(), contains("/headerPrefix"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Convoy-Signature", "x-hub-signature-256", "X-Hook0-Signature"})
    void goodNames(String name) {
        assertThat(flaws(header(name)), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signature", "signature-input", "webhook-signature", "Webhook_Id", "svix-signature", "Authorization",
        "X-TrackScore-Signature", "Content-MD5", "Host", "User-Agent", "X-Forwarded-For", "two words", "X:Y"})
    void badNames(String name) {
        assertThat(pointers(header(name)), contains("/signatureHeader/name"));
    }

    @Test
    void noHeaderStandsForTwoThings() {
        assertThat(pointers("\"headers\":{\"X-ACME-ID\":\"1\",\"X-Acme-Tenant\":\"2\"},\"headerPrefix\":\"x-acme-\""),
                contains("/headers/X-ACME-ID"));
        assertThat(pointers("\"headers\":{\"x-sign\":\"1\"}," + header("X-Sign")), contains("/headers/x-sign"));
        assertThat(pointers("\"headerPrefix\":\"x-acme-\"," + header("X-Acme-Signature")), contains("/signatureHeader/name"));
    }

    @Test
    void theSignatureNeedsTheSecret() {
        assertThat(pointers("\"signatures\":[\"v1a\"]," + header("X-Sign")), contains("/signatureHeader/name"));
        assertThat(pointers("\"signatures\":[\"v1a\",\"v1\"]," + header("X-Sign")), is(empty()));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', value = {
        "^t={timestamp},v1={hex}^, ^{timestamp}.{body}^", "^sha256={hex}^, {body}", "{base64}, ^v0:{timestamp}:{body}^",
        "{hex}, ^{id}{body}{timestamp}^"})
    void goodForms(String value, String signed) {
        assertThat(form(value, signed), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "{hex}{base64}", "{hex} {hex}", "{body}{hex}", "{Hex}", "{hex}}", " {hex}", "{hex} ",
        "{hex}\\r\\nX: y", "\u00fc{hex}", "{secret}{hex}"})
    void badValues(String value) {
        assertThat(form(value, "{body}"), contains("/signatureHeader/value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{timestamp}", "{body}{body}", "{hex}{body}", "{{body}}", "{body}\\n", "{secret}{body}"})
    void badContents(String signed) {
        assertThat(form("{hex}", signed), contains("/signatureHeader/signed"));
    }

    private static List<String> form(String value, String signed) {
        return pointers("\"signatureHeader\":{\"name\":\"X-Sign\",\"value\":\"" + value + "\",\"signed\":\"" + signed + "\"}");
    }
}
