package io.carillon.docs.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/**
 * The order in which to read: what {@code src/docs/README.md} lists. Each second heading there begins a group, and the first link
 * of each item of its list is a page.
 */
record Index(List<Group> groups) {

    /** Pages of one kind. */
    record Group(String title, List<Entry> entries) {
    }

    /** A page. {@code link} is its address in the service. */
    record Entry(String title, String link) {
    }

    /** The index in {@code markdown}, in which {@code links} replaces the destinations. */
    static Index of(String markdown, LinkVisitor links) {
        Node document = MarkdownPage.PARSER.parse(markdown);
        document.accept(links);
        List<Group> groups = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 2) {
                    groups.add(new Group(Headings.text(heading), new ArrayList<>()));
                }
            }

            @Override
            public void visit(ListItem item) {
                if (item.getFirstChild().getFirstChild() instanceof Link link) {
                    groups.get(groups.size() - 1).entries().add(new Entry(Headings.text(link), link.getDestination()));
                }
            }
        });
        return new Index(groups);
    }

    Stream<Entry> entries() {
        return groups.stream().flatMap(group -> group.entries().stream());
    }

    /** The page that is {@code steps} after the one at {@code link}; empty at the ends, and for pages that are not listed. */
    Optional<Entry> next(String link, int steps) {
        List<Entry> all = entries().toList();
        return IntStream.range(0, all.size()).filter(i -> all.get(i).link().equals(link)).map(i -> i + steps)
                .filter(i -> i >= 0 && i < all.size()).mapToObj(all::get).findFirst();
    }
}
