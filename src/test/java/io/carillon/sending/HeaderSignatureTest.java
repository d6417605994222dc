package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.SomeForm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderSignatureTest {

    private static final HeaderSignature SIGNATURE = new HeaderSignature();

    private static Map<String, String> headers(String value, String signed, String body, Credentials credentials) {
        return SIGNATURE.headers(Signing.unsigned("wh_1", Instant.ofEpochSecond(1636936200), "https://example.org/", body,
                SomeForm.of("\"signatureHeader\":{\"name\":\"X-Sign\",\"value\":\"" + value + "\",\"signed\":\"" + signed
                        + "\"}")), credentials);
    }

    /** The first two are the examples of GitHub's documentation and of Hook0's tests; the others were made with openssl. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "It's a Secret to Everybody | Hello, World! | {body} | sha256={hex}"
                + " | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "secret | hello ! | {timestamp}.{body} | t={timestamp},v0={hex}"
                + " | t=1636936200,v0=1b3d69df55f1e52f05224ba94a5162abeb17ef52cd7f4948c390f810d6a87e98",
        "secret | hello ! | {timestamp},{body} | t={timestamp},v1={hex}"
                + " | t=1636936200,v1=47569ab990047893bbe6aba7ae3326a7519626ed38bd6e8424d8332ee39d6adc",
        "whsec_c2VjcmV0 | hello ! | {id}/{body}/{timestamp} | {id} {base64} | wh_1 TAYbLCzbSDOi3aKBTcqBbgXlw62EoX3oUJPRihMaTYo="})
    void formsThatReceiversKnow(String secret, String body, String signed, String value, String expected) {
        assertThat(headers(value, signed, body, Signing.with(secret)), is(Map.of("X-Sign", expected)));
    }

    @Test
    void onlyTheFirstSecretSigns() {
        assertThat(headers("{hex}", "{body}", "{}", Signing.with("one", "two")),
                is(headers("{hex}", "{body}", "{}", Signing.with("one"))));
    }

    @Test
    void withoutASecretOrAHeaderThereIsNone() {
        assertThat(headers("{hex}", "{body}", "{}", new Credentials(List.of(), List.of(), List.of())), is(Map.of()));
        assertThat(SIGNATURE.headers(Signing.unsigned("{}"), Signing.with("one")), is(Map.of()));
    }
}
