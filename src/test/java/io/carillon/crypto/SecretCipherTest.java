package io.carillon.crypto;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCipherTest {

    @TempDir
    Path home;

    @Test
    void whatIsEncryptedCanBeReadForItsRowOnly() {
        SecretCipher cipher = cipher(Optional.empty(), Optional.empty());
        String encrypted = cipher.encrypt("whsec_geheim", "ep_1");
        assertThat(encrypted, not(containsString("geheim")));
        assertThat(cipher.decrypt(encrypted, "ep_1"), is("whsec_geheim"));
        assertThrows(IllegalStateException.class, () -> cipher.decrypt(encrypted, "ep_2"));
    }

    @Test
    void anotherKeyIsReportedAsSuch() {
        String encrypted = cipher(Optional.of(key(1)), Optional.empty()).encrypt("x", "ep_1");
        var refused = assertThrows(IllegalStateException.class,
                () -> cipher(Optional.of(key(2)), Optional.empty()).decrypt(encrypted, "ep_1"));
        assertThat(refused.getMessage(), containsString("another key"));
    }

    @Test
    void aPreviousKeyStillOpensWhatItEncrypted() {
        String old = cipher(Optional.of(key(1)), Optional.empty()).encrypt("x", "ep_1");
        SecretCipher rotated = rotated(key(2), key(3) + "," + key(1));
        assertThat(rotated.decrypt(old, "ep_1"), is("x"));
        String renewed = rotated.encrypt("x", "ep_1");
        assertThat(renewed.substring(0, 8), not(is(old.substring(0, 8))));
        assertThat(cipher(Optional.of(key(2)), Optional.empty()).decrypt(renewed, "ep_1"), is("x"));
    }

    @Test
    void aSealIsGoodForItsContentAndItsKeysOnly() {
        byte[] content = {1, 2, 3};
        SecretCipher cipher = cipher(Optional.of(key(1)), Optional.empty());
        String seal = cipher.seal(content);
        assertThat(cipher.isSealOf(seal, content), is(true));
        assertThat(cipher.isSealOf(seal, new byte[] {1, 2, 4}), is(false));
        assertThat(cipher(Optional.of(key(2)), Optional.empty()).isSealOf(seal, content), is(false));
        assertThat(rotated(key(2), key(1)).isSealOf(seal, content), is(true));
        for (String forged : new String[] {"", ":", "x", seal.substring(0, 9), seal.substring(0, 9) + "!", seal.substring(9)}) {
            assertThat(forged, cipher.isSealOf(forged, content), is(false));
        }
    }

    @Test
    void theKeyInTheHomeFolderIsMadeOnceForItsOwner() throws Exception {
        String encrypted = cipher(Optional.empty(), Optional.of("jdbc:h2:file:x")).encrypt("x", "ep_1");
        assertThat(cipher(Optional.empty(), Optional.empty()).decrypt(encrypted, "ep_1"), is("x"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secrets.key"))), is("rw-------"));
    }

    @Test
    void aSharedDatabaseNeedsAConfiguredKey() {
        var refused = assertThrows(IllegalStateException.class,
                () -> cipher(Optional.empty(), Optional.of("jdbc:postgresql://db/carillon")));
        assertThat(refused.getMessage(), containsString("CARILLON_SECRETS_KEY"));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThrows(IllegalStateException.class, () -> cipher(Optional.of("c2hvcnQ="), Optional.empty()));
    }

    @Test
    void aDamagedKeyInTheHomeFolderIsReportedByItsFile() throws Exception {
        Files.writeString(home.resolve("secrets.key"), "c2hvcnQ=");
        var refused = assertThrows(IllegalStateException.class, () -> cipher(Optional.empty(), Optional.empty()));
        assertThat(refused.getMessage(), containsString("secrets.key"));
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private SecretCipher cipher(Optional<String> key, Optional<String> databaseUrl) {
        Map<String, String> settings = new HashMap<>(Map.of("carillon.home", home.toString()));
        key.ifPresent(text -> settings.put("carillon.secrets.key", text));
        databaseUrl.ifPresent(url -> settings.put("carillon.db.url", url));
        return new SecretCipher(Settings.of(settings));
    }

    private static SecretCipher rotated(String key, String previous) {
        return new SecretCipher(Settings.of(Map.of("carillon.secrets.key", key, "carillon.secrets.keys.previous", previous)));
    }
}
