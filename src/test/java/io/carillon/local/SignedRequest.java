package io.carillon.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook to send to the receiver, signed here from the contract's words, independently of the code under test. */
public final class SignedRequest {

    public static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    public static final long NOW = 1749465000;
    public static final String ID = "wh_1234567890abcdef";

    private final String body;
    private String secret = SECRET;
    private long timestamp = NOW;

    private SignedRequest(String body) {
        this.body = body;
    }

    public static SignedRequest aSignedRequest(String body) {
        return new SignedRequest(body);
    }

    public SignedRequest with(String otherSecret) {
        secret = otherSecret;
        return this;
    }

    public SignedRequest at(long seconds) {
        timestamp = seconds;
        return this;
    }

    ReceivedWebhook received() {
        return new ReceivedWebhook(ID, String.valueOf(timestamp), standard(), trackScore(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends it and gives back the answer's status. */
    public int postTo(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10))
                .header("webhook-id", ID)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", standard())
                .header("X-TrackScore-Signature", trackScore())
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }

    private String standard() {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, ID + "." + timestamp + "." + body));
    }

    private String trackScore() {
        StringBuilder hex = new StringBuilder("sha256=");
        for (byte b : hmac(secret.getBytes(StandardCharsets.UTF_8), body)) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
