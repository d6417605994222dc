package io.carillon.docs.site;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Headings of a page with their ids, which are those that GitHub gives them, so that links work in both places. */
final class Headings {

    private final Map<Heading, String> ids = new HashMap<>();
    private final Set<String> given = new HashSet<>();

    /** The id of {@code heading}; further ones with the same text get a number. */
    String id(Heading heading) {
        return ids.computeIfAbsent(heading, any -> free(slug(text(heading))));
    }

    private String free(String slug) {
        String id = slug;
        for (int i = 1; !given.add(id); i++) {
            id = slug + "-" + i;
        }
        return id;
    }

    static String slug(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc}\\- ]", "").replace(' ', '-');
    }

    /** What a person reads in {@code node}, without blocks of code. */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text found) {
                text.append(found.getLiteral());
            }

            @Override
            public void visit(Code found) {
                text.append(found.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak found) {
                text.append(' ');
            }

            @Override
            public void visit(FencedCodeBlock found) {
                // read by those who copy it
            }

            @Override
            protected void visitChildren(Node parent) {
                super.visitChildren(parent);
                if (parent instanceof Block || parent instanceof TableCell) {
                    text.append(' ');
                }
            }
        });
        return text.toString().strip().replaceAll("\\s+", " ");
    }

}
