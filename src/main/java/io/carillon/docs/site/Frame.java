package io.carillon.docs.site;

import static io.carillon.docs.site.MarkdownPage.escaped;

import io.carillon.docs.site.Index.Entry;
import io.carillon.docs.site.Index.Group;
import io.carillon.docs.site.MarkdownPage.Section;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all pages have around their text: the head with the search, the menu, the contents, and the way to the next page. */
final class Frame {

    private static final Pattern PLACE = Pattern.compile("@([a-z]+)@");
    private static final int LEAST_HEADINGS = 2;

    private final String template;
    private final Index index;
    private final String version;
    private final Map<String, String> titles;

    /**
     * @param template the frame, with the names of its places as in {@code @title@}
     * @param titles   of all pages, by their links
     */
    Frame(String template, Index index, String version, Map<String, String> titles) {
        this.template = template;
        this.index = index;
        this.version = version;
        this.titles = titles;
    }

    /** The page at {@code link}, whole. */
    String around(String link, MarkdownPage page) {
        Map<String, String> parts = Map.of(
                "title", escaped(page.title()),
                "version", escaped(version),
                "menu", menu(link),
                "back", back(link),
                "contents", contents(page.sections()),
                "body", page.html(),
                "steps", steps(link));
        return PLACE.matcher(template).replaceAll(
                place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), place.group())));
    }

    private String menu(String link) {
        return index.groups().stream().map(group -> group(group, link)).collect(Collectors.joining("\n"));
    }

    private static String group(Group group, String link) {
        return group.entries().stream().map(entry -> "<li><a href=\"%s\"%s>%s</a></li>".formatted(entry.link(),
                entry.link().equals(link) ? " aria-current=\"page\"" : "", escaped(entry.title())))
                .collect(Collectors.joining("\n", "<p class=\"side-title\">" + escaped(group.title()) + "</p>\n<ul>\n",
                        "\n</ul>"));
    }

    /** The way to the page of the folder. */
    private String back(String link) {
        String folder = link.substring(0, link.lastIndexOf('/', link.length() - 2) + 1);
        return folder.equals(Addresses.ROOT) || !titles.containsKey(folder) ? ""
                : "<p class=\"back\"><a href=\"%s\">%s</a></p>".formatted(folder, escaped(titles.get(folder)));
    }

    private static String contents(List<Section> sections) {
        List<Section> headings = sections.stream().filter(section -> section.level() == 2).toList();
        return headings.size() < LEAST_HEADINGS ? "" : headings.stream()
                .map(section -> "<li><a href=\"#%s\">%s</a></li>".formatted(section.id(), escaped(section.heading())))
                .collect(Collectors.joining("\n", "<nav class=\"contents\" aria-label=\"On this page\"><details>"
                        + "<summary>On this page</summary><ul>\n", "\n</ul></details></nav>"));
    }

    private String steps(String link) {
        return Stream.of(index.next(link, -1).map(entry -> step(entry, "prev", "Previous")),
                        index.next(link, 1).map(entry -> step(entry, "next", "Next")))
                .flatMap(step -> step.stream()).collect(Collectors.joining("\n"));
    }

    private static String step(Entry entry, String relation, String label) {
        return "<a rel=\"%s\" href=\"%s\"><span>%s</span> %s</a>"
                .formatted(relation, entry.link(), label, escaped(entry.title()));
    }
}
