package io.carillon.deploy;

import static io.carillon.deploy.KubernetesFilesTest.FOLDER;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mvn verify -Pcontainers}: what Helm and Kustomize make of {@code docker/kubernetes}. */
@Tag("long")
class KubernetesIT {

    private static final String CHART = FOLDER.resolve("chart").toString();
    private static final Path BASE = FOLDER.resolve("base");
    private static final Path MINIMAL = FOLDER.resolve("values/minimal.yaml");
    /** Secrets that are in no values file. */
    private static final Map<String, String> SECRETS = Map.of("CARILLON_OPERATOR_KEY", "ck_test",
            "CARILLON_SECRETS_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "CARILLON_DB_PASSWORD", "test", "CARILLON_BROKER_PASSWORD", "test");
    private static final String ONLY_HELM = "(?m)^ *(# Source: |---|app.kubernetes.io/managed-by: |app.kubernetes.io/version: "
            + "|helm.sh/chart: |app.kubernetes.io/instance: |annotations:$|# other settings are|checksum/).*\n";

    private static String schemas;

    static Stream<Path> valuesFiles() {
        return KubernetesFilesTest.valuesFiles();
    }

    private static String template(Path values, String... options) {
        Stream<String> command = Stream.of(Tools.helm(), "template", "carillon", CHART, "--kube-version", Tools.KUBERNETES,
                "--values", values.toString());
        return Tools.run(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
    }

    @BeforeAll
    static void fetchSchemas() {
        schemas = Tools.schemas() + "/{{.ResourceKind}}{{.KindSuffix}}.json";
    }

    /** Has kubeconform read all objects; fails if one is wrong, has an unknown member or is of an unknown kind. */
    private static void conform(String name, String objects) throws IOException {
        Path file = Files.writeString(Files.createDirectories(Tools.FOLDER).resolve(name), objects);
        String said = Tools.run(Tools.kubeconform(), "-strict", "-summary", "-schema-location", schemas, file.toString());
        assertThat(said, containsString("Valid: " + Yaml.documents(objects).size() + ", Invalid: 0, Errors: 0, Skipped: 0"));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theChartHasNoFaults(Path values) throws IOException {
        assertThat(Tools.run(Tools.helm(), "lint", "--strict", CHART, "--values", values.toString()),
                containsString("0 chart(s) failed"));
        conform(values.getFileName().toString(), template(values));
    }

    @Test
    void anUnknownMemberIsAFault() {
        String wrong = template(MINIMAL).replace("failureThreshold:", "failureTreshold:");
        assertThat(assertThrows(IllegalStateException.class, () -> conform("wrong.yaml", wrong)).getMessage(),
                containsString("failureTreshold"));
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void whatTheChartMakesRunsStopsAndIsWatchedAsANodeNeedsIt(Path values) {
        Deployed deployed = new Deployed(Yaml.documents(template(values)));
        Map<String, String> settings = deployed.settings();
        KubernetesRules.namesAreSettings(settings.keySet(), false);
        KubernetesRules.check(deployed, settings);

        Map<String, String> all = new HashMap<>(settings);
        if (deployed.has("Secret")) {
            Map<String, String> secrets = Deployed.texts(deployed.kind("Secret").get("stringData"));
            KubernetesRules.namesAreSettings(secrets.keySet(), true);
            all.putAll(secrets);
        } else {
            all.putAll(SECRETS);
        }
        Settings valid = Settings.of(Settings.lookup(new Properties(), all));
        List<String> clusterNetworks = texts(Yaml.of(values).at("/networkPolicy/clusterNetworks"));
        assertThat(new EgressPolicy(deployed).deviations(valid, clusterNetworks), is(empty()));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Test
    void theFilesOfTheBaseAreWhatTheChartMakes() throws IOException {
        Path values = BASE.resolve("chart-values.yaml");
        for (String kind : List.of("serviceaccount", "deployment", "service", "poddisruptionbudget", "networkpolicy")) {
            Path file = BASE.resolve(kind + ".yaml");
            String made = plain(template(values, "--show-only", "templates/" + kind + ".yaml"));
            if (Boolean.getBoolean("kubernetes.base.write")) {
                Files.writeString(file, made);
            }
            assertThat(file + " (write it with -Dkubernetes.base.write=true)", Files.readString(file), is(made));
        }
        Path scaler = FOLDER.resolve("autoscaling/horizontalpodautoscaler.yaml");
        String made = plain(template(values, "--set", "autoscaling.enabled=true",
                "--show-only", "templates/horizontalpodautoscaler.yaml"));
        if (Boolean.getBoolean("kubernetes.base.write")) {
            Files.writeString(scaler, made);
        }
        assertThat(Files.readString(scaler), is(made));
    }

    /** Without what only Helm needs. */
    private static String plain(String objects) {
        return (objects + "\n").replaceAll(ONLY_HELM, "");
    }

    @Test
    void kustomizeMakesTheExample() throws IOException {
        Path copy = Tools.FOLDER.resolve("kubernetes");
        Tools.run("rm", "-rf", copy.toString());
        Tools.run("cp", "-r", FOLDER.toString(), copy.toString());
        StringBuilder secrets = new StringBuilder();
        SECRETS.forEach((name, value) -> secrets.append(name).append('=').append(value).append('\n'));
        Files.writeString(copy.resolve("example/secrets.env"), secrets.toString());
        String objects = Tools.run(Stream.concat(Stream.of(Tools.kustomize()), Stream.of(copy.resolve("example").toString()))
                .toArray(String[]::new));

        conform("kustomize.yaml", objects);
        Deployed deployed = new Deployed(Yaml.documents(objects));
        Map<String, String> settings = deployed.settings();
        KubernetesRules.check(deployed, settings);
        settings.putAll(SECRETS);
        Settings.of(Settings.lookup(new Properties(), settings));
        JsonNode container = deployed.container();
        assertThat(container.get("image").asText(), is("registry.example.com/carillon:0.1.0-SNAPSHOT"));
        assertThat("other settings are another rollout", container.at("/envFrom/0/configMapRef/name").asText(),
                matchesPattern("carillon-[a-z0-9]{10}"));
        assertThat(container.at("/envFrom/1/secretRef/name").asText(), matchesPattern("carillon-secrets-[a-z0-9]{10}"));
        assertThat("the autoscaler sets it", deployed.kind("Deployment").at("/spec/replicas").isMissingNode(), is(true));
        assertThat(deployed.has("HorizontalPodAutoscaler"), is(true));
        assertThat(deployed.kind("NetworkPolicy").at("/spec/egress/1/to/0/ipBlock/cidr").asText(), is("10.20.0.0/24"));
    }

    /** As on a cluster that gets this by mistake. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            settings.CARILLON_DB_URL=,            settings.CARILLON_DB_URL is required
            settings.CARILLON_BROKER_URL=,        settings.CARILLON_BROKER_URL is required
            secrets.CARILLON_SECRETS_KEY=,        secrets.CARILLON_SECRETS_KEY is required
            settings.CARILLON_WINDOWS=PT1M,       CARILLON_WINDOWS
            settings.CARILLON_DB_PASSWORD=x,      CARILLON_DB_PASSWORD
            networkPolicy.database.to=null,       networkPolicy.database.to is required
            stop.delaySeconds=3,                  delaySeconds
            """)
    void theChartRefusesWhatCannotWork(String value, String reason) {
        var refused = assertThrows(IllegalStateException.class, () -> template(MINIMAL, "--set", value));
        assertThat(refused.getMessage(), containsString(reason));
    }

    @Test
    void replicasAreLeftToTheAutoscaler() {
        Deployed deployed = new Deployed(Yaml.documents(template(FOLDER.resolve("values/autoscaling.yaml"))));
        assertThat(deployed.kind("Deployment").at("/spec/replicas").isMissingNode(), is(true));
        JsonNode scaler = deployed.kind("HorizontalPodAutoscaler").get("spec");
        assertThat(scaler.at("/metrics/0/external/metric/name").asText(),
                is(Yaml.of(FOLDER.resolve("prometheus-adapter.yaml")).at("/rules/external/0/name/as").asText()));
        assertThat(scaler.at("/scaleTargetRef/name"), is(deployed.kind("Deployment").at("/metadata/name")));
        assertThat(Duration.ofSeconds(scaler.at("/behavior/scaleDown/stabilizationWindowSeconds").asLong()),
                is(not(Duration.ZERO)));
    }
}
