package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook made by hand: genuine at first, then with one thing wrong. Each variant leaves the original as it was. */
public record Forgery(URI url, String body, Map<String, String> headers, String secret) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String ID = "wh_f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0";
    private static final String BODY = """
            {"id":"%s","type":"score.updated","created":"2025-06-09T10:30:00Z","data":{"participant_id":"p-1","new_score":950},\
            "meta":{"webhook_url":"https://example.com","delivery_attempt":1,"api_version":"1.0"}}""".formatted(ID);

    public Forgery(URI url, String secret) {
        this(url, BODY, signed(Instant.now(), secret), secret);
    }

    private static Map<String, String> signed(Instant at, String secret) {
        String timestamp = String.valueOf(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", ID);
        headers.put("webhook-timestamp", timestamp);
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(
                hmac(Base64.getDecoder().decode(secret.substring("whsec_".length())), ID + "." + timestamp + "." + BODY)));
        headers.put("X-TrackScore-Signature",
                "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), BODY)));
        return headers;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Forgery withAnotherSecret() {
        return new Forgery(url, body, signed(Instant.now(), "whsec_" + "QUJD".repeat(11)), secret);
    }

    public Forgery withAnotherBody() {
        return new Forgery(url, body.replace("950", "951"), headers, secret);
    }

    public Forgery withAnotherId() {
        return changed(copy -> {
            copy.put("webhook-id", "wh_1");
            return copy;
        });
    }

    /** Signed as it should be, at another time. */
    public Forgery sentAt(Instant time) {
        return new Forgery(url, body, signed(time, secret), secret);
    }

    public Forgery without(String header) {
        return changed(copy -> {
            copy.remove(header);
            return copy;
        });
    }

    public Forgery unsigned() {
        return new Forgery(url, body, Map.of(), secret);
    }

    private Forgery changed(UnaryOperator<Map<String, String>> change) {
        return new Forgery(url, body, change.apply(new LinkedHashMap<>(headers)), secret);
    }

    /** Posts it; the status of the answer. */
    public int send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
