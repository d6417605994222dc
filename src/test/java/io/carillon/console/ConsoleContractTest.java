package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The console can do nothing that the API cannot: all that it sends is an operation of the API's description. */
class ConsoleContractTest {

    private static final Pattern OPERATION = Pattern.compile("'((?:GET|POST|PUT|PATCH|DELETE) /[^']*)'");
    /** Those that send requests: the API, the stream, the session, and the two that load files of the console. */
    private static final Set<String> SENDERS =
            Set.of("api.js", "stream.js", "session.js", "i18n.js", "endpoint-code.js");
    private static final Pattern SENDS = Pattern.compile("\\bfetch\\(|XMLHttpRequest|EventSource|WebSocket|sendBeacon");
    private static final Pattern UNSAFE = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|"
            + "new Function|dangerouslySetInnerHTML|localStorage\\.(?!getItem\\('carillon\\.|setItem\\('carillon\\.|removeItem)");

    @Test
    void everyRequestIsAnOperationOfTheDescription() throws IOException {
        Set<String> unknown = operations();
        assertThat(unknown.size(), is(greaterThan(50)));
        unknown.removeAll(described());
        assertThat(unknown, is(empty()));
    }

    @Test
    void nothingElseSendsRequests() {
        assertThat(filesWith(SENDS).stream().filter(file -> !SENDERS.contains(file)).toList(), is(empty()));
    }

    @Test
    void nothingTurnsTextIntoMarkupOrCode() {
        assertThat(filesWith(UNSAFE), is(empty()));
    }

    /** The operations that the build describes, without the path that all have in common. */
    private static Set<String> described() throws IOException {
        Set<String> operations = new TreeSet<>();
        try (InputStream file = ConsoleContractTest.class.getResourceAsStream("/META-INF/openapi.json")) {
            new ObjectMapper().readTree(file).get("paths").properties().forEach(path -> path.getValue().fieldNames()
                    .forEachRemaining(verb -> operations.add(verb.toUpperCase(Locale.ROOT) + " "
                            + path.getKey().substring("/api/v1".length()))));
        }
        return operations;
    }

    private static Set<String> operations() {
        return ConsoleAssets.files(".js").stream()
                .flatMap(file -> OPERATION.matcher(ConsoleAssets.text(file)).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> filesWith(Pattern pattern) {
        return ConsoleAssets.files(".js").stream().filter(file -> pattern.matcher(ConsoleAssets.text(file)).find())
                .map(Path::getFileName).map(Path::toString).toList();
    }
}
