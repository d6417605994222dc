package io.carillon.deploy;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that an installation consists of, and what the tests want to know of them. */
record Deployed(List<JsonNode> objects) {

    JsonNode kind(String kind) {
        return Yaml.kind(objects, kind);
    }

    boolean has(String kind) {
        return objects.stream().anyMatch(object -> object.get("kind").asText().equals(kind));
    }

    JsonNode pod() {
        return kind("Deployment").at("/spec/template/spec");
    }

    JsonNode container() {
        return pod().at("/containers/0");
    }

    /** The settings in the ConfigMap. */
    Map<String, String> settings() {
        return texts(kind("ConfigMap").get("data"));
    }

    static Map<String, String> texts(JsonNode node) {
        return node.properties().stream().collect(toMap(Map.Entry::getKey, member -> member.getValue().asText()));
    }

    /** How long a node is still to answer after {@code SIGTERM}. */
    static Duration stopDelay(Map<String, String> settings) {
        return Duration.parse(settings.get(Setting.STOP_DELAY.variable()));
    }

    Duration preStop() {
        return Duration.ofSeconds(container().at("/lifecycle/preStop/exec/command/1").asLong());
    }

    /** How long a probe fails before something happens. */
    Duration patience(String probe) {
        JsonNode settings = container().get(probe);
        return Duration.ofSeconds(settings.get("periodSeconds").asLong() * settings.get("failureThreshold").asLong());
    }

    /** The rules of the NetworkPolicy for what leaves a pod. */
    Stream<JsonNode> egress() {
        return StreamSupport.stream(kind("NetworkPolicy").at("/spec/egress").spliterator(), false);
    }
}
