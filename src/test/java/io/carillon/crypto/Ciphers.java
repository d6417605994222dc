package io.carillon.crypto;

import io.carillon.settings.Settings;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Ciphers with keys of their own, for the tests of other rooms. */
public final class Ciphers {

    private Ciphers() {
    }

    /** A cipher whose key consists of {@code digit}s. */
    public static SecretCipher withKeyOf(int digit) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) digit);
        return new SecretCipher(Settings.of(Map.of("carillon.secrets.key", Base64.getEncoder().encodeToString(key))));
    }
}
