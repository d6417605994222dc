package io.carillon.docs.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of Markdown.
 *
 * @param title    its first heading
 * @param html     all of it, with links as they are in the service
 * @param sections in the order of the page; the first begins with the title
 */
record MarkdownPage(String title, String html, List<Section> sections) {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    /** Markdown requires a head of each table; some tables need none. */
    private static final Pattern EMPTY_HEAD =
            Pattern.compile("<thead>\\s*<tr>\\s*(?:<td></td>\\s*)+</tr>\\s*</thead>\\s*");
    private static final Pattern HEADING = Pattern.compile("<h([2-6]) id=\"([^\"]+)\">(.*?)</h\\1>", Pattern.DOTALL);

    /**
     * A heading with the text below it, up to the next heading.
     *
     * @param level 1 for the title of the page
     * @param id    of the heading
     */
    record Section(int level, String id, String heading, String text) {
    }

    /** The page {@code markdown}, in which {@code links} replaces the destinations. */
    static MarkdownPage of(String markdown, LinkVisitor links) {
        Node document = PARSER.parse(markdown);
        document.accept(links);
        Headings headings = new Headings();
        List<Section> sections = sections(document, headings);
        AttributeProvider ids = (node, tag, attributes) -> {
            if (node instanceof Heading heading) {
                attributes.put("id", headings.id(heading));
            }
        };
        String html = HtmlRenderer.builder().extensions(TABLES).attributeProviderFactory(context -> ids).build()
                .render(document);
        return new MarkdownPage(sections.get(0).heading(), readable(html), sections);
    }

    private static List<Section> sections(Node document, Headings headings) {
        List<Section> sections = new ArrayList<>();
        Optional<Heading> last = Optional.empty();
        StringBuilder text = new StringBuilder();
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                last.ifPresent(ended -> sections.add(section(ended, headings, text)));
                text.setLength(0);
                last = Optional.of(heading);
            } else {
                text.append(Headings.text(block)).append(' ');
            }
        }
        sections.add(section(last.orElseThrow(() -> new IllegalStateException("a page needs a heading")), headings, text));
        return sections;
    }

    private static Section section(Heading heading, Headings headings, StringBuilder text) {
        return new Section(heading.getLevel(), headings.id(heading), Headings.text(heading),
                text.toString().strip().replaceAll(" +", " "));
    }

    /**
     * What is wider than a narrow screen scrolls by itself, with the keyboard too. Headings link to themselves. Cells that name
     * nothing are no headings of a column.
     */
    private static String readable(String html) {
        String scrolling = EMPTY_HEAD.matcher(html.replace("<th></th>", "<td></td>")).replaceAll("")
                .replace("<pre>", "<pre tabindex=\"0\">").replace("</table>", "</table></div>")
                .replace("<table>", "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>");
        return HEADING.matcher(scrolling).replaceAll(heading -> Matcher.quoteReplacement(
                "<h%1$s id=\"%2$s\">%3$s <a class=\"anchor\" href=\"#%2$s\" aria-label=\"Link to this section\">#</a></h%1$s>"
                        .formatted(heading.group(1), heading.group(2), heading.group(3))));
    }

    /** {@code text} in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
