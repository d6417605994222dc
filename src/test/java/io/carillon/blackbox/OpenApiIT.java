package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The service describes itself at {@code /openapi}, and does what the description says of parameters. */
@SharedService
class OpenApiIT {

    @Test
    void theDescriptionIsServedAsYamlAndAsJson(Service service) {
        HttpResponse<String> yaml = service.api().root("/openapi");
        HttpResponse<String> json = service.api().root("/openapi?format=json");
        assertThat(yaml.headers().firstValue("Content-Type").orElse(""), startsWith("application/yaml"));
        assertThat(json.headers().firstValue("Content-Type").orElse(""), startsWith("application/json"));
        SwaggerParseResult fromYaml = new OpenAPIV3Parser().readContents(yaml.body());
        SwaggerParseResult fromJson = new OpenAPIV3Parser().readContents(json.body());
        assertThat(fromYaml.getMessages(), is(empty()));
        assertThat(fromJson.getMessages(), is(empty()));
        assertThat(fromYaml.getOpenAPI().getPaths().keySet(), is(fromJson.getOpenAPI().getPaths().keySet()));
        assertThat(fromYaml.getOpenAPI().getInfo(), is(fromJson.getOpenAPI().getInfo()));
    }

    @Test
    void theServerAddsNothingToIt(Service service) {
        JsonNode description = Api.json(service.api().openApi());
        assertThat(description.has("endpoints"), is(false));
        assertThat(description.path("servers").size(), is(1));
        assertThat("relative, so that it is right behind a proxy", description.at("/servers/0/url").asText(), is("/"));
    }

    /** Each list of words is what the service takes, and it takes nothing but whole numbers and times where it says so. */
    @Test
    void queryParametersAreWhatTheDescriptionSays(Service service) {
        List<String> checked = new ArrayList<>();
        JsonNode description = Api.json(service.api().openApi());
        description.path("paths").properties().stream().filter(path -> !path.getKey().contains("{")).forEach(path -> {
            JsonNode parameters = path.getValue().path("get").path("parameters");
            elements(parameters).filter(one -> one.path("in").asText().equals("query")).forEach(one -> {
                JsonNode schema = resolved(description, one.path("schema"));
                String operation = path.getKey().replace("/api/v1", "") + "?" + required(parameters, one)
                        + one.path("name").asText();
                if (schema.has("enum") || !schema.path("type").asText().equals("string") || schema.has("format")) {
                    HttpResponse<String> answer = service.api().get(operation + "=Nonsense");
                    String detail = Api.json(answer, 400).path("detail").asText();
                    assertThat(operation, detail, startsWith(one.path("name").asText() + " must be "));
                    elements(schema.path("enum")).forEach(word -> assertThat(operation, detail, containsString(word.asText())));
                    checked.add(operation);
                }
            });
        });
        assertThat(checked.size(), is(greaterThan(20)));
    }

    /** The required parameters but {@code tried}, with their examples. */
    private static String required(JsonNode parameters, JsonNode tried) {
        StringBuilder query = new StringBuilder();
        elements(parameters).filter(one -> one.path("required").asBoolean() && !one.equals(tried)).forEach(one ->
                query.append(one.path("name").asText()).append('=').append(one.path("example").asText()).append('&'));
        return query.toString();
    }

    private static JsonNode resolved(JsonNode description, JsonNode schema) {
        return schema.has("$ref") ? description.at(schema.path("$ref").textValue().substring(1)) : schema;
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get);
    }
}
