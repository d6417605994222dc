package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that the owner of an endpoint designs. */
@SharedService
class TemplateIT {

    private static final Path PAGE = Path.of("src/docs/receiving-webhooks.md");

    private final Api api;
    private final Scenario scenario;

    TemplateIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    @Test
    void theExampleOfTheDocumentationGetsWhatAChatExpects() throws Exception {
        Endpoint own = scenario.anEndpoint().create();
        ObjectNode documented = ((ObjectNode) Api.json(example())).put("url", own.url());
        JsonNode made = Api.json(api.post("/applications/" + scenario.applicationId() + "/endpoints",
                documented.toString()), 201);
        assertThat(made.get("template"), is(documented.get("template")));
        Endpoint chat = new Endpoint(made.get("id").asText(), own.url(), own.receiver(), api);
        Api.json(api.send(api.request("/endpoints/" + own.id()).DELETE()), 204);
        scenario.post(scenario.anEvent("team.updated", "t-1", "{\"name\":\"\\\"A\\\",\\\"x\\\":1\"}"));
        scenario.post(scenario.anEvent("score.updated", "s-1"));
        List<Received> webhooks = chat.awaitReceived(2);
        assertThat(webhooks.stream().map(webhook -> Api.json(webhook.body()).get("text").asText()).sorted().toList(),
                contains("score.updated s-1", "team.updated t-1: \"A\",\"x\":1"));
        for (Received webhook : webhooks) {
            assertThat(webhook.header("content-type"), is("application/json"));
            new Webhook(chat.secret()).verify(webhook.body(), webhook.headers());
        }
    }

    /** The JSON behind the heading. */
    private static String example() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```json\n", page.indexOf("## A body of your own")) + 8;
        return page.substring(start, page.indexOf("```", start));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "application/x-www-form-urlencoded | `what={{type}}&id={{resourceId}}` | `what=team.updated&id=50%25+%C3%A9`",
        "text/xml;charset=utf-8 | `<change id=\"{{resourceId}}\">{{data.name}}</change>`"
                + " | `<change id=\"50% é\">&lt;1&gt;</change>`",
        "text/plain | `{{organizationId}} {{meta.delivery_attempt}} {{resourceOperation}}` | `%d 1 update`",
        "application/json | `{{{data}}}` | `{\"name\":\"<1>\"}`"})
    void aReceiverGetsTheMediaTypeThatItExpects(String mediaType, String text, String body) {
        Endpoint endpoint = anEndpoint(mediaType, text);
        scenario.post(scenario.anEvent("team.updated", "50% é", "{\"name\":\"<1>\"}"));
        Received webhook = endpoint.awaitReceived(1).get(0);
        assertThat(webhook.body(), is(body.contains("%d") ? body.formatted(scenario.organizationId()) : body));
        assertThat(webhook.header("content-type"), is(mediaType));
        String delivery = endpoint.awaitDelivery("succeeded").get("id").asText();
        assertThat(Api.json(api.get("/deliveries/" + delivery + "/request"), 200).get("body").asText(), is(webhook.body()));
    }

    @Test
    void aTemplateThatCannotBeFilledIsAnOutcomeAndSendsNothing() {
        Endpoint endpoint = anEndpoint("application/json", "{\"name\": {{data.name}}}");
        scenario.post(scenario.anEvent("team.updated", "t-1", "{\"name\":\"x\"}"));
        String delivery = endpoint.awaitDelivery("failed").get("id").asText();
        JsonNode attempt = endpoint.attempts(delivery).get(0);
        assertThat(attempt.get("outcome").asText(), is("template"));
        assertThat(attempt.get("detail").asText(), startsWith("The template gives a body that is not JSON at line 1, column"));
        assertThat(attempt.get("explanation").asText(), startsWith("The template of the endpoint could not be filled"));
        assertThat(endpoint.received(), is(List.of()));
        assertThat(Api.json(api.get("/deliveries/" + delivery + "/request"), 409).get("detail").asText(),
                startsWith("The template gives a body that is not JSON"));
        assertThat(Api.json(api.post("/endpoints/" + endpoint.id() + "/samples", Json.object("eventType", "team.updated")), 409)
                .get("detail").asText(), startsWith("The template gives a body that is not JSON"));
        Api.json(api.patch("/endpoints/" + endpoint.id(), "{\"template\":{\"text\":\"{\\\"name\\\": {{{data.name}}}}\"}}"), 200);
        Api.json(api.post("/deliveries/" + delivery + "/redeliver", ""), 202);
        assertThat(endpoint.awaitReceived(1).get(0).body(), is("{\"name\": \"x\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "template | | /template", "full | {\"contentType\":\"text/plain\",\"text\":\"x\"} | /template",
        "template | {\"contentType\":\"image/png\",\"text\":\"x\"} | /template/contentType",
        "template | {\"contentType\":\"text/plain\",\"text\":\"{{#a}}\"} | /template/text",
        "template | {\"contentType\":\"text/plain\",\"text\":\"{{}}\"} | /template/text",
        "template | {\"contentType\":\"text/plain\",\"text\":\" \"} | /template/text",
        "template | {\"contentType\":\"text/plain\"} | /template/text"})
    void aTemplateThatCannotBeUsedIsRefused(String format, String template, String pointer) {
        Endpoint endpoint = scenario.anEndpoint().create();
        JsonNode problem = Api.json(api.patch("/endpoints/" + endpoint.id(), Json.object("format", format, "template",
                Json.raw(template == null ? "null" : template))), 422);
        assertThat(problem.findValuesAsText("pointer"), contains(pointer));
    }

    @Test
    void anEndpointCanReturnToAnotherFormat() {
        Endpoint endpoint = anEndpoint("text/plain", "{{type}}");
        JsonNode full = Api.json(api.patch("/endpoints/" + endpoint.id(), "{\"format\":\"full\",\"template\":null}"), 200);
        assertThat(full.has("template"), is(false));
    }

    private Endpoint anEndpoint(String mediaType, String text) {
        return scenario.anEndpoint().instant().with("format", "\"template\"")
                .with("template", Json.object("contentType", mediaType, "text", text)).create();
    }
}
