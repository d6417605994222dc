package io.carillon.crypto;

import io.carillon.settings.Settings;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Ciphers with keys of their own, for the tests of other rooms. */
public final class Ciphers {

    private Ciphers() {
    }

    /** A cipher whose key consists of {@code digit}s, and which also decrypts with keys of {@code previous} ones. */
    public static SecretCipher withKeyOf(int digit, int... previous) {
        return new SecretCipher(Settings.of(Map.of("carillon.secrets.key", keyOf(digit), "carillon.secrets.keys.previous",
                Arrays.stream(previous).mapToObj(Ciphers::keyOf).collect(Collectors.joining(",")))));
    }

    private static String keyOf(int digit) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) digit);
        return Base64.getEncoder().encodeToString(key);
    }
}
