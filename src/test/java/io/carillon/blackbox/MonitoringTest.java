package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Monitoring;
import io.carillon.blackbox.support.Promql;
import io.carillon.blackbox.support.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each alert has a runbook, each expression can be read; and the readers that check this and /metrics are strict. */
class MonitoringTest {

    private static final String PAGE = "src/docs/operations.md";

    @Test
    void everyAlertHasARunbookThatExists() throws IOException {
        Set<String> headings = Files.readAllLines(Path.of(PAGE)).stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-')).collect(Collectors.toSet());
        List<JsonNode> rules = Monitoring.rules();
        assertThat(rules.size(), greaterThan(15));
        for (JsonNode rule : rules) {
            String name = rule.get("alert").asText();
            String link = rule.at("/annotations/runbook_url").asText();
            assertThat(link, is(PAGE + "#" + name.toLowerCase(Locale.ROOT)));
            assertThat(name, headings.contains(name.toLowerCase(Locale.ROOT)), is(true));
            assertThat(name, rule.at("/annotations/summary").asText().isBlank(), is(false));
            assertThat(name, Set.of("critical", "warning", "info").contains(rule.at("/labels/severity").asText()), is(true));
        }
        assertThat(rules.stream().map(rule -> rule.get("alert").asText()).distinct().count(), is((long) rules.size()));
    }

    @Test
    void everyExpressionCanBeRead() {
        Monitoring.rules().forEach(rule -> new Promql(rule.get("expr").asText()));
        Monitoring.dashboard().forEach(Promql::new);
        assertThat(new Promql(Monitoring.backlog()).selectors().size(), is(3));
    }

    @Test
    void anExpressionTellsItsMetricsAndLabels() {
        Promql read = new Promql("max by (le) (rate(a_total{b=\"c\",d!~\"e|f\"}[5m])) / on (g) up > 0.5");
        assertThat(read.selectors().stream().map(Promql.Selector::name).toList(), contains("a_total", "up"));
        assertThat(read.selectors().get(0).matchers().stream().map(Promql.LabelMatcher::label).toList(), contains("b", "d"));
        assertThat(read.grouped(), containsInAnyOrder("le", "g"));
        assertThat(new Promql("time() - 5").selectors(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(a[5m]", "a{b=c}", "a b}", "guess(a)", "a ? b", ""})
    void anExpressionThatCannotBeReadIsAFailure(String expression) {
        assertThrows(AssertionError.class, () -> new Promql(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "# HELP a_total A\n# TYPE a_total counter\na_total 1\na_total 2\n",
        "# HELP a A\n# HELP a B\n# TYPE a gauge\na 1\n",
        "# HELP a A\n# TYPE a counter\na 1\n",
        "# HELP a_total A\n# TYPE a_total counter\na_total -1\n",
        "# HELP a A\n# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n",
        "# HELP a A\n# TYPE a gauge\na 1 # {id=\"1\"} 1\n",
        "# HELP a A\n# TYPE a gauge\na 1",
        "# HELP a A\n# TYPE a gauge\nb 1\n",
        "# TYPE a gauge\na 1\n",
        "# HELP a A\n# TYPE a gauge\na 1\n# HELP b B\n# TYPE b gauge\nb 1\n# HELP a A\n",
        "# HELP a A\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n",
        "# HELP a A\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_count 2\na_sum 1\n"})
    void textThatBreaksARuleIsAFailure(String text) {
        assertThrows(AssertionError.class, () -> Scrape.prometheus(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "# HELP a A\n# TYPE a counter\na_total 1\n",
        "# HELP a A\n# TYPE a counter\na 1\n# EOF\n",
        "# HELP a A\n# TYPE a gauge\na 1 # {id=\"1\"} 1\n# EOF\n",
        "# HELP a A\n# TYPE a counter\n# UNIT a seconds\na_total 1\n# EOF\n"})
    void openMetricsThatBreaksARuleIsAFailure(String text) {
        assertThrows(AssertionError.class, () -> Scrape.openMetrics(text));
    }
}
