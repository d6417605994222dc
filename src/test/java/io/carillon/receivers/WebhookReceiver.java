package io.carillon.receivers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Receives webhooks in any JAX-RS application, and verifies both signatures over the bytes as they came. */
@Path("/webhooks/trackscore")
public class WebhookReceiver {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    // in production: a table with a unique column, kept for a week
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private final String secret = System.getProperty("webhook.secret");

    @POST
    public Response receive(byte[] body, @HeaderParam("webhook-id") String id,
            @HeaderParam("webhook-timestamp") String timestamp, @HeaderParam("webhook-signature") String signatures,
            @HeaderParam("X-TrackScore-Signature") String single) throws GeneralSecurityException {
        if (!isRecent(timestamp) || !signs(signatures, id, timestamp, body) || !signsAlone(single, body)) {
            return Response.status(401).entity("Invalid signature").build();
        }
        if (!SEEN.contains(id)) {
            handle(Json.createReader(new ByteArrayInputStream(body)).readObject());
            SEEN.add(id);
        }
        return Response.ok("OK").build();
    }

    private static boolean isRecent(String timestamp) {
        if (timestamp == null || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, Instant.now()).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Standard Webhooks; the one to prefer, because it signs the id and the time too. */
    private boolean signs(String signatures, String id, String timestamp, byte[] body) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key, head, body));
        boolean found = false;
        for (String given : signatures == null ? new String[0] : signatures.split(" ")) {
            found |= MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    /** The TrackScore document's header; its key is the secret's own characters, {@code whsec_} included. */
    private boolean signsAlone(String single, byte[] body) throws GeneralSecurityException {
        String expected = "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
        return single != null && MessageDigest.isEqual(single.getBytes(StandardCharsets.UTF_8),
                expected.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private void handle(JsonObject event) {
        System.out.println("processed " + event.getString("id") + " " + event.getString("type"));
        // Your business logic here
    }
}
