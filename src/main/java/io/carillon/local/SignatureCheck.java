package io.carillon.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks both signatures of a webhook as a careful receiver does: the Standard Webhooks one, whose timestamp must be close to
 * the current time, and the TrackScore one. Compares in constant time. With several secrets, each signature may be made with
 * any of them, as after a rotation.
 */
public final class SignatureCheck {

    private static final String PREFIX = "whsec_";
    private static final long TOLERANCE_SECONDS = 300;
    private static final String STANDARD = "webhook-signature";
    private static final String TRACK_SCORE = "X-TrackScore-Signature";

    private record Keys(byte[] standard, byte[] trackScore) {

        static Keys of(String secret) {
            byte[] text = secret.getBytes(StandardCharsets.UTF_8);
            byte[] standard = secret.startsWith(PREFIX) ? Base64.getDecoder().decode(secret.substring(PREFIX.length())) : text;
            if (standard.length == 0) {
                throw new IllegalArgumentException("an empty key, with which anyone can sign");
            }
            return new Keys(standard, text);
        }
    }

    private final List<Keys> keys;
    private final Clock clock;

    /**
     * Checks webhooks that are signed with any of {@code secrets}, each in the form in which the service shows it.
     *
     * @throws IllegalArgumentException if one of them cannot be a secret
     */
    public SignatureCheck(Collection<String> secrets, Clock clock) {
        this.keys = secrets.stream().map(Keys::of).toList();
        this.clock = clock;
    }

    /** Why the webhook must be rejected; empty if both signatures are valid. */
    public Optional<String> objectionTo(ReceivedWebhook webhook) {
        return objectionToTime(webhook.timestamp())
                .or(() -> objection(STANDARD, webhook.standardSignatures(), key -> isStandardRight(webhook, key)))
                .or(() -> objection(TRACK_SCORE, webhook.trackScoreSignature(), key -> isTrackScoreRight(webhook, key)));
    }

    private Optional<String> objectionToTime(String timestamp) {
        if (timestamp.isEmpty()) {
            return Optional.of("webhook-timestamp is missing");
        }
        if (!timestamp.matches("[0-9]{1,12}")) {
            return Optional.of("webhook-timestamp is not a number of seconds");
        }
        return Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) <= TOLERANCE_SECONDS ? Optional.empty()
                : Optional.of("webhook-timestamp is more than 5 minutes off");
    }

    private Optional<String> objection(String header, String given, Predicate<Keys> isRight) {
        if (given.isEmpty()) {
            return Optional.of(header + " is missing");
        }
        return keys.stream().anyMatch(isRight) ? Optional.empty() : Optional.of(header + " does not match");
    }

    private static boolean isStandardRight(ReceivedWebhook webhook, Keys key) {
        byte[] head = (webhook.id() + "." + webhook.timestamp() + ".").getBytes(StandardCharsets.UTF_8);
        String right = "v1," + Base64.getEncoder().encodeToString(hmac(key.standard, head, webhook.body()));
        return Arrays.stream(webhook.standardSignatures().split(" ")).anyMatch(given -> equal(right, given));
    }

    private static boolean isTrackScoreRight(ReceivedWebhook webhook, Keys key) {
        return equal("sha256=" + HexFormat.of().formatHex(hmac(key.trackScore, webhook.body())), webhook.trackScoreSignature());
    }

    private static boolean equal(String right, String given) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
