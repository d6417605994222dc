package io.carillon.source;

import io.carillon.crypto.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Judges whether a request comes from the sender that shares a secret with its source. What signs its time must be at most five
 * minutes old or ahead. Comparisons take as long for a wrong value as for the right one.
 */
final class SenderCheck {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final String KEY_PREFIX = "whsec_";
    /** Svix and those who use it have their own prefix for the headers of Standard Webhooks. */
    private static final List<String> STANDARD_PREFIXES = List.of("webhook-", "svix-");
    private static final String BASIC = "Basic ";

    private final SourceVerification verification;
    private final IncomingRequest request;
    private final Instant now;

    private SenderCheck(SourceVerification verification, IncomingRequest request, Instant now) {
        this.verification = verification;
        this.request = request;
        this.now = now;
    }

    /** Whether {@code request} proves at {@code now} what {@code verification}, which has its secret, asks for. */
    static boolean passes(SourceVerification verification, IncomingRequest request, Instant now) {
        return new SenderCheck(verification, request, now).passes();
    }

    private boolean passes() {
        return switch (verification.type()) {
            case STANDARD_WEBHOOKS -> STANDARD_PREFIXES.stream().anyMatch(this::isStandard);
            case HMAC -> isSigned();
            case STRIPE -> isStripe();
            case HEADER -> isSame(verification.secret(), request.header(verification.header()));
            case BASIC -> isBasic();
        };
    }

    private boolean isStandard(String prefix) {
        String id = request.header(prefix + "id");
        String time = request.header(prefix + "timestamp");
        if (id.isEmpty() || !isNow(time)) {
            return false;
        }
        byte[] expected = Digests.hmacSha256(Base64.getDecoder().decode(base64Of(verification.secret())),
                utf8(id + "." + time + "."), request.body());
        return Arrays.stream(request.header(prefix + "signature").split(" ")).filter(one -> one.startsWith("v1,"))
                .anyMatch(one -> isSame(expected, SignatureEncoding.BASE64, one.substring("v1,".length())));
    }

    /** The part of a secret of Standard Webhooks that is base64. */
    static String base64Of(String secret) {
        return secret.startsWith(KEY_PREFIX) ? secret.substring(KEY_PREFIX.length()) : secret;
    }

    private boolean isSigned() {
        String prefix = verification.prefix() == null ? "" : verification.prefix();
        String header = request.header(verification.header());
        return header.startsWith(prefix) && isSame(Digests.hmacSha256(utf8(verification.secret()), request.body()),
                verification.encoding(), header.substring(prefix.length()));
    }

    private boolean isStripe() {
        List<String> parts = Arrays.stream(request.header("stripe-signature").split(",")).map(String::strip).toList();
        List<String> times = valuesOf(parts, "t=");
        if (times.size() != 1 || !isNow(times.get(0))) {
            return false;
        }
        byte[] expected = Digests.hmacSha256(utf8(verification.secret()), utf8(times.get(0) + "."), request.body());
        return valuesOf(parts, "v1=").stream().anyMatch(one -> isSame(expected, SignatureEncoding.HEX, one));
    }

    private static List<String> valuesOf(List<String> parts, String name) {
        return parts.stream().filter(part -> part.startsWith(name)).map(part -> part.substring(name.length())).toList();
    }

    private boolean isBasic() {
        String header = request.header("authorization");
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        return isSame(utf8(verification.username() + ":" + verification.secret()), SignatureEncoding.BASE64,
                header.substring(BASIC.length()).strip());
    }

    private boolean isNow(String seconds) {
        return SECONDS.matcher(seconds).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now).abs().compareTo(TOLERANCE) <= 0;
    }

    private static boolean isSame(byte[] expected, SignatureEncoding encoding, String given) {
        try {
            return MessageDigest.isEqual(expected, encoding.decode(given));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(utf8(expected), utf8(given));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
