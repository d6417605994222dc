package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What must hold of Carillon in a cluster, whichever tool made the objects. */
final class KubernetesRules {

    /** Stopping takes that long after CARILLON_STOP_DELAY (reliability.md). */
    private static final Duration STOP = Duration.ofSeconds(25);
    private static final int USER = 10001;

    private KubernetesRules() {
    }

    static void check(Deployed deployed, Map<String, String> settings) {
        timesFit(deployed, settings);
        probesAskHealth(deployed);
        everyPodIsConfined(deployed);
        theSchemaIsMigratedFirst(deployed);
    }

    private static void timesFit(Deployed deployed, Map<String, String> settings) {
        Duration stop = deployed.preStop().plus(Deployed.stopDelay(settings)).plus(STOP);
        Duration grace = Duration.ofSeconds(deployed.pod().get("terminationGracePeriodSeconds").asLong());
        assertThat("time to stop", grace, is(greaterThanOrEqualTo(stop)));
        assertThat("a proxy that checks readiness notices before the node refuses",
                deployed.patience("readinessProbe"), is(lessThan(Deployed.stopDelay(settings))));
        String patience = settings.getOrDefault(Setting.START_PATIENCE.variable(),
                Setting.START_PATIENCE.defaultText().orElseThrow());
        assertThat("time to start after waiting for the database", deployed.patience("startupProbe"),
                is(greaterThanOrEqualTo(Duration.parse(patience).plusMinutes(5))));
    }

    private static void probesAskHealth(Deployed deployed) {
        JsonNode container = deployed.container();
        assertThat(container.at("/startupProbe/httpGet/path").asText(), is("/health/live"));
        assertThat(container.at("/livenessProbe/httpGet/path").asText(), is("/health/live"));
        assertThat(container.at("/readinessProbe/httpGet/path").asText(), is("/health/ready"));
        Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .forEach(probe -> assertThat(container.get(probe).at("/httpGet/port").asText(), is("http")));
        assertThat(container.at("/ports/0/containerPort").asText(), is(Setting.HTTP_PORT.defaultText().orElseThrow()));
    }

    private static void everyPodIsConfined(Deployed deployed) {
        JsonNode pod = deployed.pod();
        assertThat("a Service carillon-broker would set CARILLON_BROKER_PORT", pod.get("enableServiceLinks").asBoolean(true),
                is(false));
        assertThat(pod.get("automountServiceAccountToken").asBoolean(true), is(false));
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(), is(true));
        assertThat(pod.at("/securityContext/runAsUser").asInt(), is(USER));
        Stream.of(pod.at("/containers/0"), pod.at("/initContainers/0")).forEach(container -> {
            JsonNode context = container.get("securityContext");
            assertThat(context.get("readOnlyRootFilesystem").asBoolean(), is(true));
            assertThat(context.get("allowPrivilegeEscalation").asBoolean(true), is(false));
            assertThat(context.at("/capabilities/drop/0").asText(), is("ALL"));
        });
        List<String> mounts = StreamSupport.stream(pod.at("/containers/0/volumeMounts").spliterator(), false)
                .map(mount -> mount.get("mountPath").asText()).toList();
        assertThat(mounts, is(List.of("/tmp", "/data")));
    }

    private static void theSchemaIsMigratedFirst(Deployed deployed) {
        JsonNode migrate = deployed.pod().at("/initContainers/0");
        JsonNode node = deployed.container();
        assertThat(migrate.at("/args/0").asText(), is("migrate"));
        assertThat(migrate.get("image"), is(node.get("image")));
        assertThat(migrate.get("envFrom"), is(node.get("envFrom")));
        assertThat(deployed.kind("Deployment").at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1), is(0));
    }

    /** The URL of the database hides nothing if its password has a setting of its own. */
    static boolean mayBePublic(Setting setting) {
        return !setting.isSecret() || setting == Setting.DB_URL;
    }

    /** The names are settings that may be public, or that must be secret. */
    static void namesAreSettings(Iterable<String> names, boolean secret) {
        names.forEach(name -> assertThat(name, Stream.of(Setting.values())
                .anyMatch(setting -> setting.variable().equals(name) && mayBePublic(setting) != secret), is(true)));
    }
}
