package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The rejected messages of a service, as an operator sees them. */
public record Rejected(Api api) {

    public static Rejected in(Api api) {
        return new Rejected(api);
    }

    /** The newest ones that {@code query} lets through, such as {@code "reason=malformed"}. */
    public Stream<JsonNode> list(String query) {
        JsonNode items = Api.json(api.get("/rejected-messages?limit=200&" + query), 200).get("items");
        return StreamSupport.stream(items.spliterator(), false);
    }

    public List<JsonNode> withBody(byte[] body) {
        return list("").filter(message -> message.has("body")
                && Arrays.equals(Base64.getDecoder().decode(message.get("body").asText()), body)).toList();
    }

    public JsonNode await(byte[] body) {
        return Awaitility.await("a rejected message").atMost(Duration.ofSeconds(30))
                .until(() -> withBody(body).stream().findFirst(), Optional::isPresent).orElseThrow();
    }

    /** The job that {@code answer} says has started, once it has ended. */
    public JsonNode awaitJob(HttpResponse<String> answer) {
        String path = jobPath(answer);
        return Awaitility.await("the end of a job").atMost(Duration.ofMinutes(2))
                .until(() -> Api.json(api.get(path), 200), job -> job.has("endedAt"));
    }

    /** Where the progress of a job is, by the answer to its start. */
    public static String jobPath(HttpResponse<String> answer) {
        String id = Api.json(answer, 202).get("id").asText();
        String location = URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
        if (!location.equals("/api/v1/rejected-messages/jobs/" + id)) {
            throw new AssertionError("the job " + id + " is not at " + location);
        }
        return location.substring("/api/v1".length());
    }

    /** All that {@code query} and {@code which} let through, page by page. */
    public int count(String query, Predicate<JsonNode> which) {
        int count = 0;
        String cursor = "";
        do {
            JsonNode page = Api.json(api.get("/rejected-messages?limit=200&" + query + cursor), 200);
            for (JsonNode item : page.get("items")) {
                count += which.test(item) ? 1 : 0;
            }
            cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        } while (cursor != null);
        return count;
    }
}
