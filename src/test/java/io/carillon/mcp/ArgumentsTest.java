package io.carillon.mcp;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void argumentsOfThePathAreNotRepeatedInTheQuery() {
        ApiRequest request = request("get_endpoint", "{\"endpoint\": \"ep_1\"}");
        assertThat(request.method(), is("GET"));
        assertThat(request.target(), is("/endpoints/ep_1"));
        assertThat(request.body(), is(nullValue()));
        assertThat(request("get_endpoint", "{\"endpoint\": \"ext:a.b:c@d-1\"}").target(), is("/endpoints/ext:a.b:c@d-1"));
    }

    @Test
    void theQueryIsEncodedAndHasTheDefaults() {
        assertThat(request("list_endpoints", "{\"q\": \"a b&limit=3?#é\", \"organization\": 7}").target(),
                is("/endpoints?q=a+b%26limit%3D3%3F%23%C3%A9&organization=7&limit=20"));
        assertThat(request("list_endpoints", "{\"limit\": 2}").target(), is("/endpoints?limit=2"));
        assertThat(request("get_caller", "{}").target(), is("/me"));
    }

    @Test
    void whatIsPostedIsABodyOrNothing() {
        ApiRequest sample = request("send_sample", "{\"endpoint\": \"ep_1\", \"eventType\": \"team.created\"}");
        assertThat(sample.method() + " " + sample.target(), is("POST /endpoints/ep_1/samples"));
        assertThat(sample.body().toString(), is("{\"eventType\":\"team.created\"}"));
        assertThat(request("redeliver", "{\"delivery\": \"dl_1\"}").body(), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "../api-keys", "ep_1/secret", "ep_1;a=b", "ep_1?limit=1", "ep_1%2Fsecret", "ep 1",
        "ext:", "ext:../api-keys", "ép", "\\u0000"})
    void onlyAnIdCanBePartOfAPath(String text) {
        assertThat(refusal("get_endpoint", "{\"endpoint\": \"" + text + "\"}"), is("The argument endpoint must be an id."));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(refusal("get_endpoint", "{}"), is("The argument endpoint is missing."));
        assertThat(refusal("get_endpoint", "{\"endpoint\": \"ep_1\", \"Limit\": 1}"),
                is("\"Limit\" is not an argument of get_endpoint, which has endpoint."));
        assertThat(refusal("get_caller", "{\"a\": 1}"), containsString("which has none"));
        for (String value : new String[] {"null", "true", "1.5", "[]", "{}"}) {
            assertThat(refusal("search", "{\"q\": " + value + "}"), is("The argument q must be a text or an integer."));
        }
    }

    private static String refusal(String tool, String arguments) {
        return assertThrows(UnusableCall.class, () -> request(tool, arguments)).getMessage();
    }

    private static ApiRequest request(String name, String arguments) {
        Tool tool = Tools.find(name).orElseThrow();
        return Arguments.of(tool, (ObjectNode) StrictJson.stored(arguments)).request(tool.requests().values().iterator().next());
    }
}
