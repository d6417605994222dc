package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Monitoring;
import io.carillon.blackbox.support.Promql;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Scrape;
import io.carillon.blackbox.support.SharedService;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code /metrics}: strict parsers accept it, it counts what happens, and alerts and dashboard use only what is there. */
@SharedService
class MetricsIT {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
    /** Endpoints are counted once a minute. */
    private static final Duration ALL_SAMPLED = Duration.ofSeconds(100);

    @Test
    void bothFormatsAreStrict(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("succeeded");
        HttpResponse<String> plain = scrape(service, "text/plain");
        assertThat(plain.headers().firstValue("Content-Type").orElse(""), startsWith("text/plain; version=0.0.4"));
        assertThat(Scrape.prometheus(plain.body()).families().keySet(), hasItem("jvm_memory_used_bytes"));
        HttpResponse<String> open = scrape(service, OPEN_METRICS);
        assertThat(open.headers().firstValue("Content-Type").orElse(""), startsWith(OPEN_METRICS));
        Set<String> exemplars = Scrape.openMetrics(open.body()).samples().stream()
                .filter(sample -> !sample.exemplar().isEmpty())
                .map(sample -> sample.exemplar().getOrDefault("message_id", sample.toString()))
                .collect(Collectors.toSet());
        assertThat(exemplars.isEmpty(), is(false));
        assertThat(exemplars.stream().filter(id -> !id.matches("wh_[0-9a-f]{32}")).toList(), is(empty()));
    }

    @Test
    void labelsAreFew(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("succeeded");
        Scrape scrape = Scrape.prometheus(scrape(service, "text/plain").body());
        assertThat(scrape.samples().stream().filter(sample -> sample.name().startsWith("carillon_"))
                .flatMap(sample -> sample.labels().values().stream())
                .filter(value -> value.contains("_") || value.contains("://")).collect(Collectors.toSet()), is(empty()));
    }

    @Test
    void aChangeIsCountedOnItsWay(Service service, Scenario scenario, CoreProducer producer) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        await("the messages of earlier tests").atMost(ALL_SAMPLED)
                .until(() -> Api.json(service.api().get("/status"), 200).at("/queue/messages").asLong() == 0);
        Counts before = new Counts(service);
        String change = scenario.anEvent("score.updated", "s1", "{}")
                .replaceFirst("\\{", "{\"id\":\"" + Scenario.aNewId() + "\",");
        scenario.post(change, change, scenario.anEvent("score.updated", "s2", "{}"));
        assertThat(service.api().post("/changes", "{}").statusCode(), is(422));
        assertThat(service.api().post("/changes", "[").statusCode(), is(400));
        producer.sendText("[{\"nothing\":\"of use\"}," + scenario.anEvent("score.updated", "s3", "{}") + "]");
        endpoint.awaitReceived(3);
        await().until(() -> before.grew("carillon_intake_changes_total", Map.of("protocol", "core", "result", "rejected")) == 1);
        assertThat(before.grew("carillon_intake_changes_total", Map.of("protocol", "core", "result", "accepted")), is(1.0));
        assertThat(before.grew("carillon_intake_changes_total", Map.of("protocol", "http", "result", "accepted")), is(3.0));
        assertThat(before.grew("carillon_intake_changes_total", Map.of("protocol", "http", "result", "refused")), is(2.0));
        assertThat(before.grew("carillon_changes_total", Map.of("fate", "applied")), is(3.0));
        assertThat(before.grew("carillon_changes_total", Map.of("fate", "repeated")), is(1.0));
        assertThat(before.grew("carillon_changes_total", Map.of("fate", "rejected")), is(1.0));
        assertThat(before.grew("carillon_rejected_messages_total", Map.of("reason", "member-unknown")), is(1.0));
        assertThat(before.grew("carillon_messages_total", Map.of("mode", "instant")), is(3.0));
        assertThat(before.grew("carillon_deliveries_total", Map.of("mode", "instant")), is(3.0));
        // receivers of earlier tests may get theirs at the same time
        await().until(() -> before.grew("carillon_attempts_total", Map.of("outcome", "succeeded", "status", "2xx")) >= 3);
        assertThat(before.grew("carillon_attempt_duration_seconds_count", Map.of("result", "succeeded")),
                greaterThanOrEqualTo(3.0));
        assertThat(before.grew("carillon_change_to_webhook_seconds_count", Map.of("mode", "instant")), greaterThanOrEqualTo(3.0));
        assertThat(before.grew("carillon_group_size_sum", Map.of("group", "outcomes")), greaterThanOrEqualTo(3.0));
    }

    @Test
    void whatWaitsIsSampled(Service service) {
        await().atMost(ALL_SAMPLED).untilAsserted(() -> {
            Scrape scrape = Scrape.prometheus(scrape(service, "text/plain").body());
            assertThat(scrape.value("carillon_queue_readable", Map.of()).orElse(0.0), is(1.0));
            assertThat(scrape.value("carillon_queue_consumers", Map.of("queue", "changes")).orElse(0.0),
                    greaterThanOrEqualTo(1.0));
            assertThat(scrape.value("carillon_deliveries_due", Map.of("standing", "proven")).isPresent(), is(true));
            assertThat(scrape.value("carillon_check_up", Map.of("check", "tick")).orElse(0.0), is(1.0));
            assertThat(scrape.value("carillon_database_connections_max", Map.of()).orElse(0.0), greaterThanOrEqualTo(1.0));
        });
    }

    @Test
    void alertsAndDashboardUseWhatIsThere(Service service, Scenario scenario, CoreProducer producer) {
        scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        producer.sendText("nothing of use");
        Stream<String> alerts = Monitoring.rules().stream().map(rule -> rule.get("expr").asText());
        List<Promql> used = Stream.of(alerts, Monitoring.dashboard().stream(), Stream.of(Monitoring.backlog()))
                .flatMap(expressions -> expressions).map(Promql::new).toList();
        assertThat(used.size(), greaterThan(50));
        await().atMost(ALL_SAMPLED).untilAsserted(() -> {
            List<Scrape.Sample> samples = Scrape.prometheus(scrape(service, "text/plain").body()).samples();
            assertThat(used.stream().flatMap(expression -> missing(expression, samples)).toList(), is(empty()));
        });
    }

    /** What {@code expression} selects, or groups by, and no series has. */
    private static Stream<String> missing(Promql expression, List<Scrape.Sample> samples) {
        Stream<String> unmatched = expression.selectors().stream().filter(selector -> !selector.name().equals("up"))
                .filter(selector -> samples.stream().noneMatch(sample -> sample.name().equals(selector.name())
                        && selector.matchers().stream().allMatch(matcher -> sample.labels().containsKey(matcher.label())
                                && matcher.matches(sample.labels().get(matcher.label())))))
                .map(Promql.Selector::toString);
        Stream<String> ungrouped = expression.grouped().stream().filter(label -> !label.equals("instance"))
                .filter(label -> expression.selectors().stream().anyMatch(selector -> samples.stream()
                        .noneMatch(sample -> sample.name().equals(selector.name()) && sample.labels().containsKey(label))))
                .map(label -> expression.selectors() + " has no label " + label);
        return Stream.concat(unmatched, ungrouped);
    }

    @Test
    void onlyReadingIsAllowed(Service service) {
        HttpResponse<String> answer = service.api().send(HttpRequest.newBuilder(service.api().base().resolve("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(Api.json(answer, 405).get("status").asInt(), is(405));
        assertThat(Api.json(service.api().root("/metrics/base"), 404).get("status").asInt(), is(404));
    }

    static HttpResponse<String> scrape(Service service, String accept) {
        HttpResponse<String> answer = service.api().send(HttpRequest.newBuilder(service.api().base().resolve("/metrics"))
                .header("Accept", accept).GET());
        assertThat(answer.statusCode(), is(200));
        return answer;
    }

    /** How much counters have grown; the sum of all series with the labels. */
    private static final class Counts {

        private final Service service;
        private final List<Scrape.Sample> before;

        Counts(Service service) {
            this.service = service;
            this.before = now();
        }

        double grew(String name, Map<String, String> labels) {
            return sum(now(), name, labels) - sum(before, name, labels);
        }

        private static double sum(List<Scrape.Sample> samples, String name, Map<String, String> labels) {
            return samples.stream().filter(sample -> sample.name().equals(name)
                    && sample.labels().entrySet().containsAll(labels.entrySet())).mapToDouble(Scrape.Sample::value).sum();
        }

        private List<Scrape.Sample> now() {
            return Scrape.prometheus(scrape(service, "text/plain").body()).samples();
        }
    }
}
