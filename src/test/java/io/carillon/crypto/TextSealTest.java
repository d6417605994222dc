package io.carillon.crypto;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.carillon.settings.Settings;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSealTest {

    private static final String ONE = key(1);
    private static final String TWO = key(2);

    @Test
    void whatIsSealedOpensForItsPurposeOnly() {
        SecretCipher cipher = cipher(ONE, "");
        String sealed = cipher.textSeal("cookie").seal("grün 1");
        assertThat(sealed, matchesRegex("[0-9a-f]{8}\\.[0-9A-Za-z_-]+"));
        assertThat(cipher.textSeal("cookie").open(sealed), is(Optional.of("grün 1")));
        assertThat(cipher.textSeal("token").open(sealed), is(Optional.empty()));
        assertThat(cipher.textSeal("cookie").seal("grün 1"), is(not(sealed)));
    }

    @Test
    void aPreviousKeyStillOpens() {
        String sealed = cipher(ONE, "").textSeal("cookie").seal("x");
        assertThat(cipher(TWO, ONE).textSeal("cookie").open(sealed), is(Optional.of("x")));
        assertThat(cipher(TWO, "").textSeal("cookie").open(sealed), is(Optional.empty()));
    }

    @Test
    void anyChangedCharacterClosesIt() {
        TextSeal seal = cipher(ONE, "").textSeal("cookie");
        String sealed = seal.seal("key_1 of an operator");
        for (int i = 0; i < sealed.length() - 1; i++) {
            String changed = sealed.substring(0, i) + (sealed.charAt(i) == 'A' ? 'B' : 'A') + sealed.substring(i + 1);
            assertThat(changed, seal.open(changed), is(Optional.empty()));
            assertThat(seal.open(sealed.substring(0, i)), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.y", "....", "!"})
    void whatWasNeverSealedDoesNotOpen(String text) {
        assertThat(cipher(ONE, "").textSeal("cookie").open(text), is(Optional.empty()));
        String keyId = cipher(ONE, "").keyId();
        assertThat(cipher(ONE, "").textSeal("cookie").open(keyId + "." + text), is(Optional.empty()));
    }

    /** An encrypted secret has the same form otherwise, and the same key id. */
    @Test
    void anEncryptedSecretDoesNotOpen() {
        SecretCipher cipher = cipher(ONE, "");
        String secret = cipher.encrypt("x", "cookie").replace(':', '.').replace('+', '-').replace('/', '_').replace("=", "");
        assertThat(cipher.textSeal("cookie").open(secret), is(Optional.empty()));
    }

    private static SecretCipher cipher(String current, String previous) {
        return new SecretCipher(Settings.of(Map.of("carillon.secrets.key", current, "carillon.secrets.keys.previous", previous)));
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) fill;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
