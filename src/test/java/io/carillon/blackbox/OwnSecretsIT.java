package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** An owner who moves in brings the secret that the receiver knows already. */
@SharedService
class OwnSecretsIT {

    private static final String PLAIN = "of the old system, 2019";
    private static final String ENCODED = "whsec_" + Base64.getEncoder().encodeToString("x".repeat(24).getBytes());

    @Test
    void theOwnersSecretSignsFromTheFirstWebhook(Service service, Scenario scenario) throws Exception {
        String plain = PLAIN + "!";
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("secret", "\"" + plain + "\"").create();
        assertThat(endpoint.secret(), is(plain));
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        Received first = endpoint.awaitReceived(1).get(0);
        isSigned(first, plain.getBytes(StandardCharsets.UTF_8), plain);

        String rotate = "/endpoints/" + endpoint.id() + "/secret/rotate";
        assertThat(Api.json(service.api().post(rotate, Json.object("secret", ENCODED)), 200).get("secret").asText(), is(ENCODED));
        scenario.post(scenario.anEvent("team.updated", "t2", "{}"));
        Received second = endpoint.awaitReceived(2).get(1);
        isSigned(second, "x".repeat(24).getBytes(), ENCODED);
        assertThat(second.header("webhook-signature").split(" ").length, is(2));
        assertThat(Api.json(service.api().post(rotate, ""), 200).get("secret").asText(), containsString("whsec_"));
        assertThat(Api.json(service.api().post(rotate, "{}"), 200).get("secret").asText(), not(is(ENCODED)));
        assertThat(service.api().get("/audit-log?object=" + endpoint.id()).body(), not(containsString(plain)));
    }

    @Test
    void aSecretThatIsTooShortIsRefusedAndNotShown(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().create();
        JsonNode problem = Api.json(service.api().post("/applications/" + scenario.applicationId() + "/endpoints",
                Json.object("url", endpoint.url(), "secret", PLAIN)), 422);
        assertThat(problem.at("/errors/0/pointer").asText(), is("/secret"));
        assertThat(problem.toString(), not(containsString(PLAIN)));
        String path = "/endpoints/" + endpoint.id();
        assertThat(service.api().post(path + "/secret/rotate", Json.object("secret", PLAIN)).statusCode(), is(422));
        assertThat(service.api().patch(path, Json.object("secret", ENCODED)).statusCode(), is(422));
    }

    private static void isSigned(Received webhook, byte[] key, String shown) throws Exception {
        String signed = webhook.header("webhook-id") + "." + webhook.header("webhook-timestamp") + "." + webhook.body();
        assertThat(webhook.header("webhook-signature").split(" ")[0],
                is("v1," + Base64.getEncoder().encodeToString(hmac(key, signed))));
        assertThat(webhook.header("X-TrackScore-Signature"), is("sha256="
                + HexFormat.of().formatHex(hmac(shown.getBytes(StandardCharsets.UTF_8), webhook.body()))));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
