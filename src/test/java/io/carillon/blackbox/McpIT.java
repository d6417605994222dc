package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Mcp;
import io.carillon.blackbox.support.OtherSettings;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /mcp}: what an assistant may see and do is what its key may, and it gets no more than it has room for. */
@SharedService
class McpIT {

    private static final String LIST = Mcp.message("tools/list", "{}");

    private final Service service;
    private final Api operator;

    McpIT(Service service) {
        this.service = service;
        operator = Tenant.keyOf(service.api(), "operator");
    }

    @Test
    void aKeyIsOfferedWhatItMayCallAndNothingElse(Tenant tenant) {
        for (Api key : List.of(operator, tenant.organizationKey, tenant.applicationKey, keyOf("producer", "view"),
                keyOf("operator", "view"), keyOf("organization:" + tenant.organization, "operate"),
                keyOf("application:" + tenant.application, "secrets"))) {
            Mcp mcp = new Mcp(key);
            List<String> offered = mcp.result("tools/list", "{}").get("tools").findValuesAsText("name");
            for (Map.Entry<String, Object[]> call : calls(tenant).entrySet()) {
                String said = Mcp.text(mcp.call(call.getKey(), call.getValue()));
                assertThat(call.getKey() + " " + said, offered.contains(call.getKey()), is(!said.contains("\"status\":403")));
            }
        }
        List<String> all = new Mcp(operator).result("tools/list", "{}").get("tools").findValuesAsText("name");
        assertThat(all.stream().sorted().toList(), is(List.copyOf(calls(tenant).keySet())));
    }

    private Api keyOf(String scope, String capability) {
        return operator.withKey(Api.json(operator.post("/api-keys", Json.object("name", "assistant", "scope", scope,
                "capabilities", List.of(capability))), 201).get("key").asText());
    }

    private static Map<String, Object[]> calls(Tenant tenant) {
        Object[] none = {};
        Map<String, Object[]> calls = new TreeMap<>();
        Stream.of("get_caller", "list_endpoints", "list_deliveries", "get_statistics", "list_event_types")
                .forEach(tool -> calls.put(tool, none));
        calls.put("search", new Object[] {"q", tenant.delivery});
        calls.put("get_endpoint", new Object[] {"endpoint", tenant.endpoint});
        calls.put("explain_object",
                new Object[] {"organization", tenant.organization, "resourceType", "team", "resourceId", "t1"});
        calls.put("list_attempts", new Object[] {"delivery", tenant.delivery});
        calls.put("redeliver", new Object[] {"delivery", tenant.delivery});
        calls.put("send_sample", new Object[] {"endpoint", tenant.endpoint, "eventType", "team.updated"});
        return calls;
    }

    @Test
    void anAnswerIsThatOfTheApi(Tenant tenant) {
        Mcp mcp = new Mcp(tenant.applicationKey);
        assertThat(mcp.answer("list_attempts", "delivery", tenant.delivery),
                is(Api.json(tenant.applicationKey.get("/deliveries/" + tenant.delivery + "/attempts").body())));
        assertThat(mcp.answer("list_deliveries", "endpoint", tenant.endpoint, "limit", 1),
                is(Api.json(tenant.applicationKey.get("/deliveries?limit=1&endpoint=" + tenant.endpoint).body())));
        assertThat(mcp.answer("get_caller"), is(Api.json(tenant.applicationKey.get("/me").body())));
        JsonNode endpoint = mcp.answer("get_endpoint", "endpoint", tenant.endpoint);
        assertThat(endpoint.at("/endpoint/id").asText(), is(tenant.endpoint));
        assertThat(endpoint.at("/health/standing").asText(), is("proven"));
        JsonNode verdict = mcp.answer("explain_object", "organization", tenant.organization, "resourceType", "team",
                "resourceId", "t1").at("/items/0");
        assertThat(verdict.get("deliveryId").asText(), is(tenant.delivery));
        assertThat(mcp.answer("get_statistics").at("/series/0").has("points"), is(false));
        assertThat(mcp.answer("get_statistics").at("/series/0/total/attempts").asInt(), greaterThan(0));
    }

    @Test
    void aTenantSeesNothingOfAnother(Tenant tenant, Tenant other) {
        for (Api key : List.of(other.organizationKey, other.applicationKey, tenant.siblingKey)) {
            Mcp mcp = new Mcp(key);
            assertThat(Api.json(mcp.error("get_endpoint", "endpoint", tenant.endpoint)).get("status").asInt(), is(404));
            assertThat(Api.json(mcp.error("list_attempts", "delivery", tenant.delivery)).get("status").asInt(), is(404));
            assertThat(Api.json(mcp.error("redeliver", "delivery", tenant.delivery)).get("status").asInt(), is(404));
            assertThat(mcp.answer("search", "q", tenant.delivery).get("items").size(), is(0));
            assertThat(mcp.call("list_deliveries", "endpoint", tenant.endpoint).toString().contains(tenant.delivery), is(false));
        }
    }

    @Test
    void aProblemIsThatOfTheApi() {
        Mcp mcp = new Mcp(operator);
        assertThat(mcp.error("list_attempts", "delivery", "dl_0"), is(operator.get("/deliveries/dl_0/attempts").body()));
        assertThat(mcp.error("list_deliveries", "limit", 201), is(operator.get("/deliveries?limit=201").body()));
        assertThat(mcp.error("list_deliveries", "status", "lost"), is(operator.get("/deliveries?status=lost").body()));
        assertThat(mcp.error("get_endpoint", "endpoint", "../api-keys"), is("The argument endpoint must be an id."));
        assertThat(mcp.error("search", "q", "x", "limit", 1), startsWith("\"limit\" is not an argument of search"));
    }

    @Test
    void aToolSendsAsTheKeyThatCallsIt(Tenant tenant) {
        Mcp mcp = new Mcp(tenant.applicationKey);
        tenant.awaitSettled();
        assertThat(mcp.answer("redeliver", "delivery", tenant.delivery).get("id").asText(), is(tenant.delivery));
        tenant.awaitSettled();
        assertThat(mcp.answer("list_attempts", "delivery", tenant.delivery).get("items").size(), is(2));
        JsonNode entry = Api.json(operator.get("/audit-log?limit=1&object=" + tenant.delivery).body()).at("/items/0");
        assertThat(entry.get("action").asText(), is("delivery.redelivered"));
        assertThat(entry.toString(), containsString(Api.json(tenant.applicationKey.get("/me").body()).get("keyId").asText()));
        JsonNode sample = mcp.answer("send_sample", "endpoint", tenant.endpoint, "eventType", "team.updated", "variant", "old");
        assertThat(sample.get("asExpected").asBoolean(), is(false));
    }

    @Test
    void longAnswersAreCutOrRefused(Tenant tenant) {
        String hook = service.receiver().newUrl(received -> new Receiver.Answer(501, Map.of(), "no ".repeat(3_000)));
        String endpoint = Api.json(operator.post("/applications/" + tenant.application + "/endpoints",
                Json.object("url", hook)), 201).get("id").asText();
        String said = Mcp.text(new Mcp(operator).call("send_sample", "endpoint", endpoint, "eventType", "team.updated"));
        assertThat(said.length(), lessThan(8_000));
        assertThat(said, containsString("… (9000 characters in all)"));
        for (int i = 0; i < 30; i++) {
            Api.json(operator.post("/applications/" + tenant.application + "/endpoints",
                    Json.object("url", hook + "?" + "x".repeat(1_500))), 201);
        }
        assertThat(new Mcp(operator).error("list_endpoints", "application", tenant.application, "limit", 200),
                containsString("at most 40000 are sent. Use a smaller limit"));
        assertThat(new Mcp(operator).answer("list_endpoints", "application", tenant.application, "limit", 5).get("items").size(),
                is(5));
    }

    @Test
    void aKeyMayCallOnlySoOften() {
        Mcp mcp = new Mcp(Tenant.keyOf(service.api(), "operator"));
        String last = Stream.generate(() -> mcp.call("get_caller")).limit(500)
                .filter(result -> result.get("isError").asBoolean()).map(Mcp::text).findFirst().orElse("");
        assertThat(last, startsWith("More than 120 calls in a minute. Wait "));
        assertThat(new Mcp(operator).answer("get_caller").get("role").asText(), is("operator"));
    }

    @Test
    void aClientBeginsWithAHandshake() {
        Mcp mcp = new Mcp(operator);
        for (String version : List.of("2025-06-18", "2025-11-25")) {
            JsonNode result = mcp.result("initialize", Json.object("protocolVersion", version, "capabilities", Json.raw("{}"),
                    "clientInfo", Json.raw(Json.object("name", "test", "version", "1"))));
            assertThat(result.get("protocolVersion").asText(), is(version));
            assertThat(result.at("/capabilities/tools").isObject(), is(true));
            assertThat(result.at("/serverInfo/name").asText(), is("carillon"));
        }
        assertThat(mcp.result("initialize", Json.object("protocolVersion", "2024-11-05")).get("protocolVersion").asText(),
                is("2025-11-25"));
        HttpResponse<String> noted = mcp.post(Json.object("jsonrpc", "2.0", "method", "notifications/initialized"));
        assertThat(noted.statusCode() + noted.body(), is("202"));
        assertThat(mcp.result("ping", "{}").isEmpty(), is(true));
        JsonNode unknown = Api.json(mcp.post(Mcp.message("resources/list", "{}")), 200);
        assertThat(unknown.at("/error/code").asInt(), is(-32601));
        assertThat(Api.json(mcp.post(Mcp.message("tools/call", Json.object("name", "drop"))), 200).at("/error/code").asInt(),
                is(-32602));
        assertThat(Api.json(mcp.post(Mcp.message("tools/call", "{\"name\":\"search\",\"arguments\":[]}")), 200)
                .at("/error/code").asInt(), is(-32602));
    }

    @Test
    void aClientMayNameTheRevisionInEachRequest() {
        JsonNode found = Api.json(stateless("server/discover", ""), 200).get("result");
        assertThat(found.get("supportedVersions"), hasItem(found.get("supportedVersions").get(0)));
        assertThat(found.at("/supportedVersions/0").asText(), is("2026-07-28"));
        JsonNode tools = Api.json(stateless("tools/list", ""), 200).get("result");
        for (JsonNode result : List.of(found, tools)) {
            assertThat(result.get("resultType").asText(), is("complete"));
            assertThat(result.get("cacheScope").asText(), is("private"));
            assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText(), is("carillon"));
        }
        JsonNode called = Api.json(stateless("tools/call", "\"name\":\"get_caller\","), 200).get("result");
        assertThat(called.get("isError").asBoolean(), is(false));
        assertThat(Api.json(stateless("ping", ""), 404).at("/error/code").asInt(), is(-32601));
        JsonNode unsupported = Api.json(new Mcp(operator).post(LIST, "MCP-Protocol-Version", "1999-01-01"), 400);
        assertThat(unsupported.at("/error/code").asInt(), is(-32022));
        assertThat(unsupported.at("/error/data/requested").asText(), is("1999-01-01"));
        JsonNode mismatch = Api.json(new Mcp(operator).post(LIST, "MCP-Protocol-Version", "2026-07-28"), 400);
        assertThat(mismatch.at("/error/code").asInt(), is(-32602));
    }

    private HttpResponse<String> stateless(String method, String members) {
        String params = "{" + members + "\"_meta\":" + Json.object("io.modelcontextprotocol/protocolVersion", "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities", Json.raw("{}")) + "}";
        return new Mcp(operator).post(Mcp.message(method, params), "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method,
                "Mcp-Name", "get_caller");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-32700 | {\"jsonrpc\": \"2.0\"",
        "-32600 | [{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
        "-32600 | {\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}"})
    void whatIsNoMessageIsRefused(int code, String body) {
        assertThat(Api.json(new Mcp(operator).post(body), 400).at("/error/code").asInt(), is(code));
    }

    @Test
    void onlyAProgramWithAKeyIsAnswered() {
        for (Api key : List.of(operator.withKey(null), operator.withKey("ck_unknown"))) {
            HttpResponse<String> answer = new Mcp(key).post(LIST);
            assertThat(answer.statusCode(), is(401));
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""), is("Bearer"));
        }
        Mcp mcp = new Mcp(operator);
        String own = operator.base().toString().replaceAll("/$", "");
        assertThat(mcp.post(LIST, "Origin", "https://evil.example").statusCode(), is(403));
        assertThat(mcp.post(LIST, "Origin", own).statusCode(), is(403));
        assertThat(mcp.post(" ".repeat(200_001)).statusCode(), is(413));
        for (String method : List.of("GET", "PUT", "OPTIONS")) {
            HttpResponse<String> answer = operator.send(mcp.request().method(method, BodyPublishers.noBody()));
            assertThat(method, answer.statusCode(), is(405));
            assertThat(method, answer.headers().allValues("Allow"), contains("POST"));
        }
        assertThat(operator.send(operator.request("").uri(operator.base().resolve("/mcp")).header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(LIST))).statusCode(), is(415));
    }

    @Test
    void itIsOffUnlessASettingSwitchesItOn(@OtherSettings("CARILLON_MCP") Service off) {
        assertThat(new Mcp(off.api()).post(LIST).statusCode(), is(404));
        assertThat(new Mcp(off.api().withKey(null)).post(LIST).body(),
                is(off.api().withKey(null).root("/nothing-" + Scenario.aNewId()).body()));
    }
}
