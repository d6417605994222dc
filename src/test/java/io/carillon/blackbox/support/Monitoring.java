package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules, the dashboard and the rule for an autoscaler that come with Carillon. */
public final class Monitoring {

    private static final Path RULES = Path.of("server-config/prometheus/carillon.rules.yml");
    private static final Path ADAPTER = Path.of("docker/kubernetes/prometheus-adapter.yaml");
    private static final Path DASHBOARD = Path.of("server-config/grafana/carillon.json");

    private Monitoring() {
    }

    /** The alert rules, with {@code alert}, {@code expr} and {@code annotations}. */
    public static List<JsonNode> rules() {
        return yaml(RULES).findValues("rules").stream()
                .flatMap(rules -> StreamSupport.stream(rules.spliterator(), false)).toList();
    }

    /** The expressions of all panels. */
    public static List<String> dashboard() {
        return Api.json(text(DASHBOARD)).findValuesAsText("expr");
    }

    /** The expression that gives the autoscaler of a cluster the backlog; the adapter adds labels to its selectors. */
    public static String backlog() {
        return yaml(ADAPTER).at("/rules/external/0/metricsQuery").asText().replace(",<<.LabelMatchers>>", "");
    }

    private static JsonNode yaml(Path file) {
        return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text(file)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
