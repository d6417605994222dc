package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import io.carillon.messages.Approved;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Mistakes in requests and what the service answers: {@code http-mistakes.txt} has a line for each, with the caller, the method,
 * the path, headers in brackets and the body, and below it the answer, as approved text.
 */
@SharedService
class HttpMistakesIT {

    private static final String FILE = "http-mistakes.txt";
    private static final Path MISTAKES = Path.of("src/test/resources/messages", FILE);
    private static final Pattern MISTAKE = Pattern.compile(
            "\\$ (?:(anonymous|stranger|producer|application|organization) )?([A-Z]+) (\\S+)((?: \\[[A-Za-z-]+: [^]]*])*) ?(.*)");
    private static final Pattern HEADER = Pattern.compile(" \\[([^:]+): ([^]]*)]");
    /** What a message must not have: names of classes and of what the service is made with. */
    private static final Pattern INTERNAL =
            Pattern.compile("\\b(?:java|javax|jakarta|com|org|io)\\.[a-z]+\\.|[a-z]Exception|Jackson");

    private final Map<String, Api> callers = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    HttpMistakesIT(Service service, Scenario scenario) {
        Api operator = service.api();
        String endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create().id();
        names.put("ENDPOINT", endpoint);
        names.put("APP", scenario.applicationId());
        names.put("ORG", String.valueOf(scenario.organizationId()));
        callers.put("anonymous", operator.withKey(null));
        callers.put("stranger", operator.withKey("ck_unknown"));
        callers.put("producer", Tenant.keyOf(operator, "producer"));
        callers.put("application", Tenant.keyOf(operator, "application:" + scenario.applicationId()));
        callers.put("organization", Tenant.keyOf(operator, "organization:" + scenario.organizationId()));
        callers.put(null, operator);
    }

    /** The mistakes are read from the file itself, so that a new one needs no more than its line. */
    @Test
    void eachIsAnsweredWithWhatIsWrongAndWhere() throws IOException {
        List<String> mistakes = Files.readAllLines(MISTAKES).stream().filter(line -> line.startsWith("$ ")).toList();
        assertThat(mistakes.size(), greaterThanOrEqualTo(120));
        Approved.check(FILE, mistakes.stream().map(mistake -> mistake + "\n" + masked(answer(mistake)))
                .collect(Collectors.joining("\n\n", "", "\n")));
    }

    private String masked(String answer) {
        String masked = answer;
        for (Map.Entry<String, String> name : names.entrySet()) {
            masked = masked.replace(name.getValue(), name.getKey());
        }
        return masked;
    }

    private String answer(String mistake) {
        Matcher parts = MISTAKE.matcher(mistake);
        assertThat(mistake, parts.matches(), is(true));
        String body = named(parts.group(5));
        HttpRequest.Builder request = callers.get(parts.group(1)).request(named(parts.group(3)))
                .method(parts.group(2), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !parts.group(4).contains("Content-Type")) {
            request.header("Content-Type", parts.group(2).equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        HEADER.matcher(parts.group(4)).results().forEach(header -> request.header(header.group(1), header.group(2)));
        return answer(mistake, callers.get(null).send(request));
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named.replace("LONG", "x".repeat(3_000));
    }

    private static String answer(String mistake, HttpResponse<String> answer) {
        assertThat(mistake + " " + answer.body(), answer.statusCode(), greaterThanOrEqualTo(400));
        assertThat(mistake + " " + answer.body(), INTERNAL.matcher(answer.body()).find(), is(false));
        JsonNode problem = Api.json(answer.body());
        String type = problem.get("type").asText();
        Stream<JsonNode> errors = StreamSupport.stream(problem.path("errors").spliterator(), false);
        Stream<String> head = Stream.of(answer.statusCode() + " " + type.substring(type.lastIndexOf('/') + 1),
                problem.path("detail").asText("(no detail)"));
        return Stream.concat(head, errors.map(HttpMistakesIT::line)).collect(Collectors.joining("\n"));
    }

    private static String line(JsonNode error) {
        return "  " + Stream.of("pointer", "parameter", "header", "detail").filter(error::has)
                .map(member -> error.get(member).asText()).collect(Collectors.joining(" "));
    }
}
