package io.carillon.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks both signatures of a webhook as a careful receiver does: the Standard Webhooks one, whose timestamp must be close to
 * the current time, and the TrackScore one. Compares in constant time.
 */
final class SignatureCheck {

    private static final String PREFIX = "whsec_";
    private static final long TOLERANCE_SECONDS = 300;

    private final byte[] standardKey;
    private final byte[] trackScoreKey;
    private final Clock clock;

    /** Checks webhooks that are signed with {@code secret}, in the form in which the service shows it. */
    SignatureCheck(String secret, Clock clock) {
        String standard = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        this.standardKey = Base64.getDecoder().decode(standard);
        this.trackScoreKey = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** Why the webhook must be rejected; empty if both signatures are valid. */
    Optional<String> objectionTo(ReceivedWebhook webhook) {
        if (!isRecent(webhook.timestamp())) {
            return Optional.of("webhook-timestamp is missing or more than 5 minutes off");
        }
        if (!isStandardRight(webhook)) {
            return Optional.of("webhook-signature is missing or does not match");
        }
        return isTrackScoreRight(webhook) ? Optional.empty()
                : Optional.of("X-TrackScore-Signature is missing or does not match");
    }

    private boolean isRecent(String timestamp) {
        return timestamp.matches("[0-9]{1,12}")
                && Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) <= TOLERANCE_SECONDS;
    }

    private boolean isStandardRight(ReceivedWebhook webhook) {
        byte[] head = (webhook.id() + "." + webhook.timestamp() + ".").getBytes(StandardCharsets.UTF_8);
        String right = "v1," + Base64.getEncoder().encodeToString(hmac(standardKey, head, webhook.body()));
        return Arrays.stream(webhook.standardSignatures().split(" ")).anyMatch(given -> equal(right, given));
    }

    private boolean isTrackScoreRight(ReceivedWebhook webhook) {
        String right = "sha256=" + HexFormat.of().formatHex(hmac(trackScoreKey, webhook.body()));
        return equal(right, webhook.trackScoreSignature());
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
