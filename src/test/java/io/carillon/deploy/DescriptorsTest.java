package io.carillon.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The descriptors in the WAR: what the application needs has one name, which each server's own descriptor binds. */
class DescriptorsTest {

    private static final Path OF_THE_SERVERS = Path.of("server-config/war");
    private static final Pattern NEEDED = Pattern.compile("@Resource\\(name = \"([^\"]+)\"\\)");
    private static final Pattern GLOBAL = Pattern.compile("@Resource\\(lookup = \"(?!java:comp/)[^\"]+\"\\)");
    private static final Pattern DECLARED = Pattern.compile("<(?:res-ref|resource-env-ref)-name>([^<]+)<");
    private static final Pattern BOUND = Pattern.compile("<(?:res-ref|resource-env-ref)-name>([^<]+)<|-ref name=\"([^\"]+)\"");
    private static final Pattern LISTENER = Pattern.compile("@MessageDriven\\(name = \"([^\"]+)\"\\)");
    private static final Pattern ACTIVATED = Pattern.compile("<ejb-name>([^<]+)<|<message-driven name=\"([^\"]+)\"");

    @Test
    void whatIsNeededIsDeclared() throws IOException {
        Set<String> declared = names(DECLARED, Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml")));
        assertThat(declared.size(), greaterThan(4));
        assertThat(names(NEEDED, sources()), is(declared));
    }

    @Test
    void noGlobalNameIsLookedUp() throws IOException {
        assertThat(GLOBAL.matcher(sources()).results().map(found -> found.group()).toList(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"glassfish-web.xml", "ibm-web-bnd.xml"})
    void whatIsDeclaredIsBound(String descriptor) throws IOException {
        assertThat(names(BOUND, Files.readString(OF_THE_SERVERS.resolve(descriptor))), is(names(NEEDED, sources())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"glassfish-ejb-jar.xml", "ibm-ejb-jar-bnd.xml"})
    void everyListenerIsActivated(String descriptor) throws IOException {
        Set<String> listeners = names(LISTENER, sources());
        assertThat(listeners.size(), is(2));
        assertThat(names(ACTIVATED, Files.readString(OF_THE_SERVERS.resolve(descriptor))), is(listeners));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
