package io.carillon.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The languages of the console say the same, and say everything that its pages ask for. */
class ConsoleCatalogsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern QUOTED_KEY = Pattern.compile("'([a-z][a-zA-Z0-9]*(?:-[a-z]+)*(?:\\.[a-zA-Z0-9-]+)*)'");
    private static final Pattern ASKED_KEY = Pattern.compile("\\bt\\('([^']+)'[,)]");
    private static final Pattern PREFIX = Pattern.compile("'((?:[a-z][a-z-]*\\.)+)'");
    private static final Pattern WORD = Pattern.compile("\\bword\\('([a-z.-]+)'");

    private final JsonNode english = ConsoleAssets.catalog("en");
    private final JsonNode german = ConsoleAssets.catalog("de");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(keys(german), is(keys(english)));
    }

    @Test
    void aTextHasTheSamePlaceholdersAndFormsInBothLanguages() {
        List<String> different = new ArrayList<>();
        for (String key : keys(english)) {
            if (!placeholders(english.get(key)).equals(placeholders(german.get(key)))
                    || !forms(english.get(key)).equals(forms(german.get(key)))) {
                different.add(key);
            }
        }
        assertThat(different, is(empty()));
    }

    @Test
    void everyTextThatAPageAsksForExists() {
        Set<String> missing = all(ASKED_KEY);
        missing.removeIf(key -> key.endsWith("."));
        missing.removeAll(keys(english));
        assertThat(missing, is(empty()));
    }

    @Test
    void everyTextIsUsed() {
        Set<String> prefixes = all(PREFIX);
        all(WORD).forEach(kind -> prefixes.add(kind + "."));
        Set<String> unused = keys(english);
        unused.removeAll(all(QUOTED_KEY));
        unused.removeIf(key -> prefixes.stream().anyMatch(key::startsWith));
        assertThat(unused, is(empty()));
    }

    private static Set<String> all(Pattern pattern) {
        return ConsoleAssets.files(".js").stream()
                .flatMap(file -> pattern.matcher(ConsoleAssets.text(file)).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(JsonNode catalog) {
        Set<String> keys = new TreeSet<>();
        catalog.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> forms(JsonNode text) {
        return keys(text);
    }

    private static Set<String> placeholders(JsonNode text) {
        return PLACEHOLDER.matcher(text.toString()).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
