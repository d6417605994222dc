package io.carillon.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server's configuration refers to settings by their keys and repeats defaults, because it cannot read {@link Setting}. */
class ServerConfigTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:MPCONFIG=)?(carillon[^:}]*)(?::([^}]*))?}");
    private static final List<String> FILES = List.of("resources.xml", "war/glassfish-ejb-jar.xml", "broker.xml",
            "pre-boot.asadmin", "pre-boot-closed-door.asadmin", "post-boot.asadmin", "post-deploy.asadmin");
    /** What only the launcher publishes. */
    private static final Set<String> PUBLISHED = Set.of("carillon.db.driver", "carillon.db.connections",
            "carillon.db.validation", "carillon.db.wait", "carillon.install");
    /** A mail resource must name a user, also when the mail server asks for none. */
    private static final Set<String> OTHER_DEFAULT = Set.of("carillon.mail.user");
    private static final Map<String, Setting> SETTINGS =
            Stream.of(Setting.values()).collect(Collectors.toMap(Setting::key, Function.identity()));

    @Test
    void everyKeyIsASetting() throws IOException {
        List<String> keys = references().map(reference -> reference.group(1)).filter(key -> !PUBLISHED.contains(key)).toList();
        assertThat(keys.size(), greaterThan(10));
        keys.forEach(key -> assertThat(key, SETTINGS.containsKey(key), is(true)));
    }

    @Test
    void everyDefaultIsThatOfTheSetting() throws IOException {
        references().filter(reference -> reference.group(2) != null)
                .filter(reference -> !PUBLISHED.contains(reference.group(1)) && !OTHER_DEFAULT.contains(reference.group(1)))
                .forEach(reference -> assertThat(reference.group(1), reference.group(2),
                        is(SETTINGS.get(reference.group(1)).defaultText().orElse(""))));
    }

    private static Stream<MatchResult> references() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : FILES) {
            text.append(Files.readString(Path.of("server-config", file)));
        }
        return REFERENCE.matcher(text).results();
    }
}
