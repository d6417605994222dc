package io.carillon.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

    private static final String JSON = "application/json";
    private static final ObjectNode WEBHOOK = (ObjectNode) StrictJson.stored("""
            {"type":"score.updated","data":{"name":"A \\"B\\" <C> & \\u00e9","points":3,"half":1.50,"none":null,
            "off":false,"on":true,"empty":"","list":["x",{"y":1},null,"z"],"nothing":[],"inner":{"points":{"home":7}}}}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "application/json | `{\"text\":\"{{type}}: {{data.name}}\"}` | `{\"text\":\"score.updated: A \\\"B\\\" <C> & \u00e9\"}`",
        "application/json | `{\"n\":{{{data.name}}},\"p\":{{{data.points}}},\"d\":{{{data.inner}}}}`"
                + " | `{\"n\":\"A \\\"B\\\" <C> & \u00e9\",\"p\":3,\"d\":{\"points\":{\"home\":7}}}`",
        "application/json | `[{{{data.none}}},{{{data.missing}}},\"{{data.none}}{{data.missing}}\"]` | `[null,null,\"\"]`",
        "application/json | `\"{{data.inner}} {{data.points}} {{data.half}}\"` | `\"{\\\"points\\\":{\\\"home\\\":7}} 3 1.5\"`",
        "application/vnd.x+json;charset=utf-8 | `[{{#data.list}}{{{.}}}{{^-last}},{{/-last}}{{/data.list}}]`"
                + " | `[\"x\",{\"y\":1},null,\"z\"]`",
        "text/plain | `{{#data}}{{points}} {{type}}{{/data}}` | `3 score.updated`",
        "text/plain | `{{#data.on}}on{{/data.on}}{{#data.off}}off{{/data.off}}{{^data.off}}not off{{/data.off}}` | `onnot off`",
        "text/plain | `{{^data.nothing}}no{{/data.nothing}}{{^data.empty}} text{{/data.empty}}{{^data.none}} none{{/data.none}}`"
                + " | `no text none`",
        "text/plain | `{{#data.list}}{{-index}}{{.}};{{/data.list}}` | `1x;2{\"y\":1};3;4z;`",
        "text/plain | `{{data.name}}{{! a comment }}` | `A \"B\" <C> & \u00e9`",
        "text/plain | `{{=<% %>=}}<% data.points %> {{type}}` | `3 {{type}}`",
        "text/xml | `<a b=\"{{data.name}}\"/>` | `<a b=\"A &quot;B&quot; &lt;C&gt; &amp; \u00e9\"/>`",
        "application/x-www-form-urlencoded | `a={{data.name}}&b={{data.points}}` | `a=A+%22B%22+%3CC%3E+%26+%C3%A9&b=3`"})
    void valuesAreWrittenAsTheMediaTypeRequires(String mediaType, String template, String body) {
        assertThat(MessageTemplate.of(mediaType, template).fill(WEBHOOK), is(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "{{}}", "{{#a}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{{a}}", "{{=x}}",
        "{{a b}", "{{> other}}", "{{#}}{{/}}", "{{=}}", "{{= =}}", "{{!", "{{&}}", "{{{}}}",
        "{{< parent}}{{/parent}}", "{{$ block}}{{/block}}"})
    void aTextThatIsNoTemplateIsRefusedOrHarmless(String text) {
        try {
            MessageTemplate.of("text/plain", text).fill(WEBHOOK);
        } catch (TemplateFailure e) {
            assertThat(e.getMessage(), not(containsString("mustache.")));
            assertThat(e.getMessage(), not(containsString("Exception")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{> other}}", "{{#a}}{{^b}}{{> other}}{{/b}}{{/a}}", "{{< parent}}{{/parent}}"})
    void otherTemplatesCannotBeIncluded(String text) {
        TemplateFailure failure = assertThrows(TemplateFailure.class, () -> MessageTemplate.of("text/plain", text));
        assertThat(failure.getMessage(), is("cannot include other templates"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/octet-stream", "json", "text/plain; charset=latin1",
        "text/plain\r\nX: y", ""})
    void otherMediaTypesAreRefused(String mediaType) {
        assertThat(MessageTemplate.canMake(mediaType), is(false));
        assertThrows(TemplateFailure.class, () -> MessageTemplate.of(mediaType, "x"));
    }

    @Test
    void aBodyThatIsNotJsonIsAFailure() {
        assertThat(failure(JSON, "{\"a\":{{type}}}", WEBHOOK),
                startsWith("gives a body that is not JSON at line 1, column"));
        assertThat(failure(JSON, "", WEBHOOK), is("gives an empty body, which is not JSON"));
    }

    @Test
    void theSizeOfTheBodyIsBounded() {
        ObjectNode webhook = listOf(1_000);
        String item = "{{#list}}" + "x".repeat(300) + "{{/list}}";
        assertThat(failure("text/plain", item, webhook), is("gives a body of more than 262144 characters"));
    }

    /** Sections of a list in itself: a million visits without any output, and a million names. */
    @Test
    void theWorkIsBounded() {
        ObjectNode webhook = listOf(1_000);
        assertThat(failure("text/plain", "{{#list}}{{#list}}{{/list}}{{/list}}", webhook), is("needs more than 100000 steps"));
        assertThat(failure("text/plain", "{{#list}}" + "{{nothing}}".repeat(200) + "{{/list}}", webhook),
                is("needs more than 100000 steps"));
        String deep = "{{#data}}".repeat(300) + "{{/data}}".repeat(300);
        assertThat(MessageTemplate.of("text/plain", deep).fill(WEBHOOK), is(""));
    }

    /** A value cannot leave its string: whatever it is, the JSON around it stays. */
    @Test
    void noValueChangesTheDocumentAroundIt() {
        Random random = new Random(15);
        MessageTemplate template = MessageTemplate.of(JSON, "{\"a\":\"{{value}}\",\"b\":{{{value}}}}");
        for (int i = 0; i < 2_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                value.append("\"\\{}[]<&,:\n\u0001\u2028\ud83d\ude00 x".charAt(random.nextInt(13)));
            }
            String text = new String(value.toString().getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            ObjectNode webhook = StrictJson.mapper().createObjectNode().put("value", text);
            JsonNode filled = StrictJson.stored(template.fill(webhook));
            assertThat(filled.get("a").textValue(), is(text));
            assertThat(filled.get("b").textValue(), is(text));
        }
    }

    private static ObjectNode listOf(int elements) {
        ObjectNode webhook = StrictJson.mapper().createObjectNode();
        for (int i = 0; i < elements; i++) {
            webhook.withArray("list").add(i);
        }
        return webhook;
    }

    private static String failure(String mediaType, String template, ObjectNode webhook) {
        return assertThrows(TemplateFailure.class, () -> MessageTemplate.of(mediaType, template).fill(webhook)).getMessage();
    }
}
