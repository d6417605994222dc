package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code docker/kubernetes}, without the tools that they are for. */
class KubernetesFilesTest {

    static final Path FOLDER = Path.of("docker/kubernetes");
    private static final Path CHART = FOLDER.resolve("chart");
    /** The chart or the image sets these. */
    private static final Set<Setting> NOT_TO_BE_SET =
            Set.of(Setting.HOME, Setting.HTTP_ADDRESS, Setting.HTTP_PORT, Setting.STOP_DELAY, Setting.DEMO);

    static Stream<Path> valuesFiles() {
        return Yaml.files(FOLDER.resolve("values")).stream();
    }

    static Deployed base() {
        return new Deployed(Yaml.files(FOLDER.resolve("base")).stream().map(Yaml::of)
                .filter(document -> document.has("kind")).toList());
    }

    @Test
    void theChartKnowsEverySettingAndNoOther() throws IOException {
        JsonNode schema = Yaml.of(CHART.resolve("values.schema.json"));
        assertThat(names(schema, "settings"), is(Stream.of(Setting.values())
                .filter(setting -> KubernetesRules.mayBePublic(setting) && !NOT_TO_BE_SET.contains(setting))
                .map(Setting::variable).toList()));
        assertThat(names(schema, "secrets"),
                is(Stream.of(Setting.values()).filter(setting -> !KubernetesRules.mayBePublic(setting)).map(Setting::variable)
                        .toList()));
    }

    private static List<String> names(JsonNode schema, String member) {
        return StreamSupport.stream(schema.at("/properties/" + member + "/propertyNames/enum").spliterator(), false)
                .map(JsonNode::asText).toList();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theExamplesOfValuesKeepToTheSchema(Path file) {
        assertThat(schema().validate(Yaml.of(file)), is(empty()));
    }

    @Test
    void theDefaultsKeepToTheSchemaAndAMisspelledNameDoesNot() {
        assertThat(schema().validate(Yaml.of(CHART.resolve("values.yaml"))), is(empty()));
        for (String wrong : List.of("settings: {CARILLON_WINDOWS: PT1M}", "settings: {CARILLON_DB_PASSWORD: p}",
                "settings: {CARILLON_PAGE_SIZE: 100}", "secrets: {CARILLON_WINDOW: PT1M}", "replica: 3")) {
            List<Error> faults = schema().validate(Yaml.documents(wrong).get(0));
            assertThat(wrong, faults, is(not(empty())));
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Yaml.of(CHART.resolve("values.schema.json")));
    }

    @Test
    void theBaseRunsStopsAndIsWatchedAsANodeNeedsIt() {
        KubernetesRules.check(base(), literals("base"));
    }

    @Test
    void theExampleNamesSettings() throws IOException {
        Map<String, String> settings = literals("base");
        settings.putAll(literals("example"));
        KubernetesRules.namesAreSettings(settings.keySet(), false);
        List<String> secrets = Files.readAllLines(FOLDER.resolve("example/secrets.env.example")).stream()
                .map(line -> line.replaceFirst("=.*", "")).toList();
        KubernetesRules.namesAreSettings(secrets, true);
        assertThat(secrets.size(), is(greaterThan(3)));
    }

    /** What the {@code configMapGenerator} of a folder writes as {@code NAME=value}. */
    private static Map<String, String> literals(String folder) {
        Map<String, String> settings = new HashMap<>();
        Yaml.of(FOLDER.resolve(folder).resolve("kustomization.yaml")).at("/configMapGenerator/0/literals").forEach(literal -> {
            String[] parts = literal.asText().split("=", 2);
            settings.put(parts[0], parts[1]);
        });
        return settings;
    }

    /** Otherwise a receiver's name that suddenly is an address of the cluster would be no danger to Carillon, but to others. */
    @Test
    void podsReachTheAddressesThatCarillonPermitsAndNoOthers() {
        assertThat(new EgressPolicy(base()).deviations(Settings.of(Map.of()), List.of()), is(empty()));
    }

    @Test
    void whatThePolicyLacksOrHasTooMuchIsADeviation() {
        Settings others = Settings.of(Map.of("carillon.allowed.subnets", "172.20.0.0/16", "carillon.allowed.ports", "443"));
        assertThat(new EgressPolicy(base()).deviations(others, List.of()),
                hasItems("/172.20.0.0", "/172.20.255.255", "port 80", "port 65535"));
    }

    @Test
    void theNumberOfTheVersionIsTheProjects() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        var version = Pattern.compile("<artifactId>carillon</artifactId>\\s+<version>(.*)</version>").matcher(pom);
        assertThat(version.find(), is(true));
        assertThat(Yaml.of(CHART.resolve("Chart.yaml")).get("appVersion").asText(), is(version.group(1)));
        assertThat(Files.readAllLines(Path.of("docker/Dockerfile")), hasItem("ARG VERSION=" + version.group(1)));
    }
}
