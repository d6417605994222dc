package io.carillon.docs.site;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered pages: every link leads somewhere, also by its anchor, and the index lists every page. */
class SiteTest {

    private static final Pattern LINK = Pattern.compile(" (?:href|src|srcset)=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
    private static final Pattern EXTERNAL = Pattern.compile("(?:https?|mailto):.*");
    private static final Path DOCS = Path.of("src/docs");

    @TempDir
    private static Path folder;
    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void render() throws IOException {
        Site.write(Path.of(""), folder, "9.8.7");
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".html"))
                    .forEach(file -> PAGES.put(folder.relativize(file).toString(), text(file)));
        }
    }

    @Test
    void everyLinkAndAnchorLeadsSomewhere() {
        Map<String, Set<String>> ids = PAGES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                page -> ID.matcher(page.getValue()).results().map(id -> id.group(1)).collect(Collectors.toSet())));
        List<String> broken = new ArrayList<>();
        PAGES.forEach((name, html) -> LINK.matcher(html).results().map(link -> link.group(1)).distinct()
                .filter(link -> !EXTERNAL.matcher(link).matches() && !leads(name, link, ids))
                .forEach(link -> broken.add(name + " → " + link)));
        assertThat(String.join("\n", broken), broken, is(empty()));
    }

    private static boolean leads(String page, String link, Map<String, Set<String>> ids) {
        String[] parts = link.split("#", 2);
        String target = parts[0].isEmpty() ? page : fileOf(parts[0]);
        return target != null && Files.exists(folder.resolve(target))
                && (parts.length == 1 || ids.getOrDefault(target, Set.of()).contains(parts[1]));
    }

    /** As {@code DocsFiles} finds it; null outside the documentation. */
    private static String fileOf(String link) {
        if (!link.startsWith(Addresses.ROOT)) {
            return null;
        }
        String path = link.substring(Addresses.ROOT.length());
        String page = path.isEmpty() || path.endsWith("/") ? path + "index.html" : path + ".html";
        return PAGES.containsKey(page) ? page : path;
    }

    @Test
    void noPageHasAnIdTwice() {
        List<String> twice = new ArrayList<>();
        PAGES.forEach((name, html) -> {
            Set<String> seen = new TreeSet<>();
            ID.matcher(html).results().map(id -> id.group(1)).filter(id -> !seen.add(id))
                    .forEach(id -> twice.add(name + "#" + id));
        });
        assertThat(twice, is(empty()));
    }

    @Test
    void noPageNeedsWhatItsContentSecurityPolicyForbids() {
        Pattern inline = Pattern.compile("<script(?![^>]* src=)|<style|<iframe|<form| style=\"| on[a-z]+=\"");
        List<String> found = PAGES.entrySet().stream().flatMap(page -> inline.matcher(page.getValue()).results()
                .map(MatchResult::group).map(match -> page.getKey() + ": " + match)).toList();
        assertThat(found, is(empty()));
    }

    @Test
    void theIndexListsEveryPage() throws IOException {
        Addresses addresses = new Addresses(Path.of(""));
        Path source = DOCS.resolve("README.md");
        Set<String> listed = Index.of(text(source), new LinkVisitor(source, addresses)).entries().map(Index.Entry::link)
                .collect(Collectors.toSet());
        Set<String> expected = addresses.pages().values().stream()
                .filter(page -> !page.isEmpty() && !page.matches(".+/.+"))
                .map(page -> Addresses.ROOT + page).collect(Collectors.toSet());
        assertThat(new TreeSet<>(listed), is(new TreeSet<>(expected)));
    }

    @Test
    void pagesHaveMenuContentsStepsAndTheVersion() {
        String page = PAGES.get("explain.html");
        assertThat(page, containsString("<title>Why did I not get it? – Carillon</title>"));
        assertThat(page, containsString("<a href=\"/docs/explain\" aria-current=\"page\">"));
        assertThat(page, containsString("<li><a href=\"#the-codes\">The codes</a></li>"));
        assertThat(page, containsString("rel=\"next\" href=\"/docs/console\""));
        assertThat(page, containsString("Carillon 9.8.7"));
        assertThat(PAGES.get("problems/not-found.html"), containsString("<a href=\"/docs/problems/\">Problems</a>"));
    }

    @Test
    void filesOfTheRepositoryAreShownAsTheyAre() {
        assertThat(PAGES.get("files/src/docs/examples/connect.py.html"), containsString("<code>" + MarkdownPage.escaped(
                text(DOCS.resolve("examples/connect.py")))));
        assertThat(PAGES.get("files/docker/kubernetes/index.html"),
                containsString("<a href=\"/docs/files/docker/kubernetes/chart/\">chart</a>"));
    }

    @Test
    void theSearchKnowsEverySection() throws IOException {
        List<String> links = new ArrayList<>();
        int bytes = 0;
        for (JsonNode row : new ObjectMapper().readTree(folder.resolve("assets/search.json").toFile())) {
            links.add(row.get(0).asText());
            bytes += row.get(3).asText().length();
        }
        assertThat(links, hasItem("/docs/explain#the-codes"));
        assertThat(links, hasItem("/docs/problems/not-found"));
        assertThat(links, hasItem("/docs/settings"));
        assertThat(bytes, greaterThan(100_000));
    }

    @Test
    void aLinkToNothingEndsTheBuild() throws IOException {
        LinkVisitor links = new LinkVisitor(DOCS.resolve("explain.md"), new Addresses(Path.of("")));
        IllegalStateException refused = assertThrows(IllegalStateException.class,
                () -> MarkdownPage.of("# A\n\n[b](no-such-page.md)", links));
        assertThat(refused.getMessage(),
                is("src/docs/explain.md links to src/docs/no-such-page.md, which is not in the repository"));
        assertThrows(IllegalStateException.class, () -> MarkdownPage.of("# A\n\n[b](../../../etc/passwd)", links));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
