package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation in the service: what is served, and that the examples of its problems are what the service answers. */
@SharedService
class DocsIT {

    private static final Path PROBLEMS = Path.of("src/docs/problems");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private final Api api;

    DocsIT(Service service) {
        this.api = service.api();
    }

    @ParameterizedTest
    @CsvSource({"/docs/,text/html", "/docs/api,text/html", "/docs/decisions/,text/html", "/docs/problems/not-found,text/html",
            "/docs/files/src/docs/examples/connect.py,text/html", "/docs/assets/docs.css,text/css",
            "/docs/assets/search.json,application/json", "/docs/images/console/overview-dark.png,image/png",
            "/docs/images/change-dark.svg,image/svg+xml"})
    void anyoneReadsThePages(String path, String type) {
        HttpResponse<String> page = api.withKey(null).root(path);
        assertThat(page.statusCode(), is(200));
        assertThat(header(page, "Content-Type"), startsWith(type));
        assertThat(header(page, "Cache-Control"), is("no-cache"));
        assertThat(header(page, "Content-Security-Policy"), startsWith("default-src 'none'; script-src 'self'; "));
        assertThat(header(page, "Content-Security-Policy"), not(containsString("unsafe")));
        assertThat(header(page, "X-Content-Type-Options"), is("nosniff"));
        assertThat(header(page, "X-Frame-Options"), is("DENY"));
    }

    @Test
    void aBrowserThatHasAPageDoesNotGetItAgain() {
        String tag = header(api.root("/docs/api"), "ETag");
        HttpResponse<String> again = api.send(request("/docs/api").header("If-None-Match", tag));
        assertThat(again.statusCode(), is(304));
        assertThat(again.body(), is(""));
        HttpResponse<String> compressed = api.send(request("/docs/api").header("Accept-Encoding", "gzip"));
        assertThat(header(compressed, "Content-Encoding"), is("gzip"));
        assertThat(header(compressed, "ETag"), is(not(tag)));
        HttpResponse<String> head = api.send(request("/docs/api").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode(), is(200));
        assertThat(header(head, "ETag"), is(tag));
        assertThat(head.body(), is(""));
    }

    @ParameterizedTest
    @CsvSource({"/docs,/docs/", "/docs/problems,/docs/problems/", "/docs/decisions,/docs/decisions/"})
    void foldersEndWithASlash(String path, String place) {
        HttpResponse<String> led = api.root(path);
        assertThat(led.statusCode(), is(302));
        assertThat(header(led, "Location"), is(place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/nothing", "/docs/assets", "/docs/assets/", "/docs/files/", "/docs/files/pom.xml", "/docs/api/",
            "/docs/problems/horse", "/docs/404.md", "/docs/%3Cscript%3E", "/docs/WEB-INF/web.xml"})
    void whatIsNoPageGetsAPageThatSaysSo(String path) {
        HttpResponse<String> answer = api.root(path);
        assertThat(answer.statusCode(), is(404));
        assertThat(header(answer, "Content-Type"), startsWith("text/html"));
        assertThat(header(answer, "Cache-Control"), is("no-store"));
        assertThat(answer.body(), containsString("There is no such page"));
        assertThat(answer.body(), not(containsString("<script>")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/../WEB-INF/docs.zip", "/docs/%2e%2e/WEB-INF/web.xml", "/docs/..%2fWEB-INF%2fweb.xml",
            "/docs/%5c..%5cWEB-INF", "/WEB-INF/docs.zip", "/docs.zip"})
    void noPathLeadsOutOfThePages(String path) {
        HttpResponse<String> answer = api.root(path);
        assertThat(answer.body(), answer.statusCode() == 400 || answer.statusCode() == 404, is(true));
        assertThat(answer.body(), not(containsString("<web-app")));
        assertThat(answer.body(), not(startsWith("PK")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void pagesAreOnlyRead(String method) {
        HttpResponse<String> answer = api.send(request("/docs/api").method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode(), is(405));
        assertThat(header(answer, "Allow"), is("GET, HEAD"));
    }

    /** Each answer is the example of its page, word for word, and links to that page. */
    @Test
    void theExamplesOfProblemsAreWhatTheServiceAnswers() throws IOException {
        for (Map.Entry<String, HttpResponse<String>> answer : problems().entrySet()) {
            String name = answer.getKey();
            assertThat(name, Api.json(answer.getValue().body()), is(example(name)));
            assertThat(header(answer.getValue(), "Link"), is("</docs/problems/" + name + ">; rel=\"help\""));
            assertThat(api.root("/docs/problems/" + name).statusCode(), is(200));
        }
    }

    private Map<String, HttpResponse<String>> problems() {
        Api producer = Tenant.keyOf(api, "producer");
        String application = Api.json(api.post("/applications", "{\"name\":\"x\"}"), 201).get("id").asText();
        String key = Scenario.aNewId();
        Api.json(api.send(post("/applications", "{\"name\":\"x\"}").header("Idempotency-Key", key)), 201);
        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        answers.put("malformed-body", api.post("/applications", "[]"));
        answers.put("invalid-parameter", api.get("/organizations?limit=0"));
        answers.put("unauthenticated", api.withKey("ck_wrong").get("/organizations"));
        answers.put("forbidden", producer.get("/organizations"));
        answers.put("not-found", api.get("/nothing"));
        answers.put("method-not-allowed", api.delete("/changes"));
        answers.put("not-acceptable", api.send(api.request("/organizations").header("Accept", "image/png").GET()));
        answers.put("precondition-failed", api.send(api.request("/applications/" + application).header("If-Match", "\"x\"")
                .header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString("{\"name\":\"y\"}"))));
        answers.put("body-too-large", api.post("/changes", " ".repeat(1 << 20) + "[]"));
        answers.put("unsupported-media-type", api.send(post("/changes", "[]").header("Content-Encoding", "gzip")));
        answers.put("invalid-value", api.post("/applications", "{}"));
        answers.put("idempotency-key-reused",
                api.send(post("/applications", "{\"name\":\"y\"}").header("Idempotency-Key", key)));
        return answers;
    }

    private static JsonNode example(String name) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PROBLEMS.resolve(name + ".md")));
        assertThat(name, example.find(), is(true));
        return Api.json(example.group(1));
    }

    private HttpRequest.Builder post(String path, String body) {
        return api.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.base().resolve(path));
    }

    private static String header(HttpResponse<String> answer, String name) {
        List<String> values = answer.headers().allValues(name);
        return values.isEmpty() ? "(none)" : String.join(", ", values);
    }
}
