package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Searches everything that Carillon returns, logs or stores for secrets: each appears where it must, and nowhere else. */
@SharedService
class SecretsIT {

    private static final String HEADER_SECRET = "geheim-header-value";
    private static final String URL_SECRET = "geheim-in-the-query";

    @Test
    void noSecretIsInALogAMetricAnErrorAListAnAuditEntryOrAFile(Service service, Tenant tenant) throws IOException {
        assumeTrue(service.node() != null, "the log and the files of a service elsewhere cannot be read");
        String url = service.receiver().newUrl(received -> Receiver.Answer.status(500));
        String endpoint = Api.json(tenant.applicationKey.post("/applications/" + tenant.application + "/endpoints",
                Json.object("url", url + "?token=" + URL_SECRET, "format", "full", "delivery", "instant",
                        "headers", raw(Json.object("Authorization", HEADER_SECRET)))), 201).get("id").asText();
        String first = secret(tenant, "GET", endpoint);
        String second = secret(tenant, "POST", endpoint);
        JsonNode key = Api.json(service.api().post("/api-keys", Json.object("name", "x", "scope", "producer")), 201);
        String apiKey = key.get("key").asText();
        Api.json(service.api().withKey(apiKey).post("/changes", tenant.change()), 202);
        await().until(() -> service.api().get("/deliveries?endpoint=" + endpoint).body().contains("\"failed\""));
        String delivery = Api.json(service.api().get("/deliveries?endpoint=" + endpoint), 200).at("/items/0/id").asText();

        List<String> said = new ArrayList<>(List.of(service.node().log(), service.api().root("/metrics").body(),
                service.api().root("/health").body(), service.api().get("/audit-log?limit=200").body(),
                service.api().get("/api-keys?limit=200").body(), service.api().get("/api-keys/" + key.get("id").asText()).body(),
                service.api().get("/configuration?organization=" + tenant.organization).body(),
                service.api().get("/deliveries/" + delivery).body(),
                service.api().get("/deliveries/" + delivery + "/attempts").body(),
                service.api().withKey(apiKey).get("/endpoints/" + endpoint).body(),
                service.api().withKey(apiKey + "x").get("/endpoints").body()));
        List<String> secrets = List.of(first, second, apiKey, CarillonProcess.OPERATOR_KEY, HEADER_SECRET,
                first.substring(6), second.substring(6));
        for (String text : said) {
            secrets.forEach(secret -> assertThat(text, not(containsString(secret))));
        }
        assertThat(service.node().log(), not(containsString(URL_SECRET)));
        String shown = service.api().get("/applications/" + tenant.application + "/endpoints").body();
        secrets.forEach(secret -> assertThat(shown, not(containsString(secret))));
        assertThat(Api.json(tenant.applicationKey.get("/endpoints/" + endpoint), 200).at("/headers/Authorization").asText(),
                is("***"));
        assertThat(Api.json(tenant.applicationKey.post("/endpoints/" + endpoint + "/samples",
                Json.object("eventType", "team.updated")), 200).at("/request/headers/Authorization").asText(), is("***"));
        assertThat(Api.json(tenant.applicationKey.get("/endpoints/" + endpoint + "/headers"), 200)
                .at("/headers/Authorization").asText(), is(HEADER_SECRET));
        assertThat(service.api().get("/audit-log?limit=200").body(), containsString("endpoint.headers-shown"));
        assertThat(service.receiver().received(url).get(0).header("Authorization"), is(HEADER_SECRET));
        filesHoldNoneOf(service.node().home(), secrets);
    }

    private static String secret(Tenant tenant, String method, String endpoint) {
        String path = "/endpoints/" + endpoint + "/secret";
        return Api.json(method.equals("GET") ? tenant.applicationKey.get(path)
                : tenant.applicationKey.post(path + "/rotate", ""), 200).get("secret").asText();
    }

    private static void filesHoldNoneOf(Path home, List<String> secrets) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String secret : secrets) {
                    assertThat(file + " holds " + secret.substring(0, 4) + "…", content.contains(secret), is(false));
                }
            }
        }
    }
}
