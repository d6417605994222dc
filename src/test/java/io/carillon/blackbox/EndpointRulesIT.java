package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an endpoint may be, and what happens to one that is gone or deleted. HTTP/2 without TLS is off. */
@SharedService
class EndpointRulesIT {

    @Test
    void headersAreJudged(Tenant tenant) {
        JsonNode problem = Api.json(tenant.applicationKey.post(endpointsOf(tenant), """
                {"url":"http://127.0.0.1:9000/","headers":{"X-A":"1","x-a":"2","X-HTTP-Method-Override":"DELETE",
                "svix-id":"x"}}"""),
                422);
        assertThat(problem.get("errors").findValuesAsText("pointer"),
                is(List.of("/headers/x-a", "/headers/X-HTTP-Method-Override", "/headers/svix-id")));
    }

    @Test
    void urlsAreShownInBothForms(Tenant tenant) {
        JsonNode written = Api.json(tenant.applicationKey.post(endpointsOf(tenant),
                "{\"url\":\"https://m\u00fcnchen.example/x?q=\u2713\"}"), 201);
        assertThat(written.get("asciiUrl").asText(), is("https://xn--mnchen-3ya.example/x?q=%E2%9C%93"));
        JsonNode ascii = Api.json(tenant.applicationKey.post(endpointsOf(tenant),
                "{\"url\":\"https://xn--mnchen-3ya.example/x\"}"), 201);
        assertThat(ascii.get("unicodeUrl").asText(), is("https://m\u00fcnchen.example/x"));
        assertThat(ascii.has("asciiUrl"), is(false));
        JsonNode plain = Api.json(tenant.applicationKey.post(endpointsOf(tenant),
                "{\"url\":\"http://my_service:8080/\"}"), 201);
        assertThat(plain.has("asciiUrl") || plain.has("unicodeUrl"), is(false));
        JsonNode problem = Api.json(tenant.applicationKey.post(endpointsOf(tenant), "{\"url\":\"https://my$service/\"}"), 422);
        assertThat(problem.at("/errors/0/detail").asText(), containsString("the character $"));
    }

    /** Leaves a catalog in which every operation notifies: other tests take a sample of each event type. */
    @Test
    void eventTypesAreJudged(Service service, Tenant tenant) {
        Api operator = service.api();
        String longest = "team." + "x".repeat(95);
        Api.json(operator.put("/event-types/" + longest,
                "{\"description\":\"d\",\"resourceType\":\"team\",\"resourceOperation\":\"update\"}"), 201);
        Api.json(tenant.applicationKey.post(endpointsOf(tenant),
                "{\"url\":\"http://127.0.0.1:9000/\",\"eventTypes\":[\"" + longest + "\"]}"), 201);
        String type = "{\"create\":\"notify\",\"update\":\"notify\",\"delete\":\"%s\"}";
        Api.json(operator.put("/resource-types/bell", type.formatted("notify")), 201);
        Api.json(operator.put("/resource-types/bell", type.formatted("absent")), 200);
        JsonNode problem = Api.json(tenant.applicationKey.post(endpointsOf(tenant),
                "{\"url\":\"http://127.0.0.1:9000/\",\"eventTypes\":[\"bell.created\",\"bell.*\",\"bell.deleted\"]}"), 422);
        assertThat(problem.at("/errors/0/pointer").asText(), is("/eventTypes/2"));
        assertThat(problem.at("/errors/0/detail").asText(), containsString("a bell has no delete"));
        assertThat(problem.get("errors").size(), is(1));
        Api.json(operator.put("/resource-types/bell", type.formatted("notify")), 200);
    }

    @Test
    void goneEndpointsAreDisabledAndAudited(Service service, Tenant tenant) {
        String url = service.receiver().newUrl(received -> Receiver.Answer.status(410));
        String id = Api.json(tenant.applicationKey.post(endpointsOf(tenant),
                "{\"url\":\"" + url + "\",\"delivery\":\"instant\"}"), 201).get("id").asText();
        Api.json(tenant.organizationKey.post("/changes", tenant.change()), 202);
        Awaitility.await("an entry").atMost(30, TimeUnit.SECONDS).until(() -> {
            JsonNode entries = Api.json(service.api().get("/audit-log?actor=carillon&object=" + id), 200).get("items");
            return entries.size() == 1 && entries.at("/0/action").asText().equals("endpoint.disabled");
        });
    }

    @Test
    void aDeletedEndpointIsNamedAsSuch(Tenant tenant) {
        tenant.awaitSettled();
        assertThat(tenant.applicationKey.delete("/endpoints/" + tenant.endpoint).statusCode(), is(204));
        JsonNode problem = Api.json(tenant.applicationKey.post("/deliveries/" + tenant.delivery + "/redeliver", ""), 409);
        assertThat(problem.get("detail").asText(), containsString("was deleted"));
    }

    @Test
    @DiffersOn(value = "liberty", because = "it answers the preface of HTTP/2 with text")
    void noHttp2WithoutTls(Service service) throws IOException {
        URI base = service.api().base();
        assertThat(firstLine(base, """
                GET /health/live HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade, HTTP2-Settings\r
                Upgrade: h2c\r
                HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r
                \r
                """), startsWith("HTTP/1.1 200"));
        String answer = firstLine(base, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
        assertThat(answer, answer.isEmpty() || answer.startsWith("HTTP/1."), is(true));
    }

    /** What the server sends first, up to 12 bytes; empty when it closes the connection. */
    private static String firstLine(URI base, String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }

    private static String endpointsOf(Tenant tenant) {
        return "/applications/" + tenant.application + "/endpoints";
    }
}
