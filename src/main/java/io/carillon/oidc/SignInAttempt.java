package io.carillon.oidc;

import io.carillon.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One attempt to sign in with the provider, which the browser keeps sealed until the provider answers. The state ties the answer
 * to this browser, the nonce ties the ID token to it, and the verifier the code.
 *
 * @param id   names the attempt, so that it is answered once
 * @param path the page of the console that is shown afterwards
 */
public record SignInAttempt(String id, String state, String nonce, String verifier, String path, Instant begunAt) {

    /** How long the person may take at the provider. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);
    /** Where people begin. */
    static final String HOME = "/console/";
    private static final String VERSION = "1";
    private static final int PARTS = 7;
    private static final int RANDOM_BYTES = 32;
    /** Without a second slash at the start or a backslash, which browsers would take for another host. */
    private static final Pattern PAGE =
            Pattern.compile("/console/(?!oidc/)[A-Za-z0-9_.~%?&=:+,@-][A-Za-z0-9_.~/%?&=:+,@-]{0,999}");

    /** Begins one; {@code path}, which may be null, counts if it is a page of the console. */
    public static SignInAttempt begin(String path, Instant now) {
        return new SignInAttempt(Ids.next("att"), random(), random(), random(),
                path != null && PAGE.matcher(path).matches() ? path : HOME, Instant.ofEpochSecond(now.getEpochSecond()));
    }

    private static String random() {
        return base64Url(Ids.randomBytes(RANDOM_BYTES));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public Instant endsAt() {
        return begunAt.plus(LIFETIME);
    }

    public boolean isOpenAt(Instant now) {
        return now.isBefore(endsAt());
    }

    /** Whether an answer with {@code given} is for this attempt. */
    public boolean hasState(String given) {
        return state.equals(given);
    }

    /** What the provider gets of the verifier, by the method {@code S256} (RFC 7636). */
    String challenge() {
        try {
            return base64Url(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The text that {@link #read} reads. */
    public String text() {
        return String.join(" ", VERSION, id, state, nonce, verifier, path, String.valueOf(begunAt.getEpochSecond()));
    }

    /** The attempt that {@code text}, which was sealed, describes; empty if another release wrote it. */
    public static Optional<SignInAttempt> read(String text) {
        String[] parts = text.split(" ");
        return Stream.of(text).filter(any -> parts.length == PARTS && parts[0].equals(VERSION)).findFirst()
                .map(any -> new SignInAttempt(parts[1], parts[2], parts[3], parts[4], parts[5],
                        Instant.ofEpochSecond(Long.parseLong(parts[6]))));
    }
}
