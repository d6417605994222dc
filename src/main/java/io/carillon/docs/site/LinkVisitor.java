package io.carillon.docs.site;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;

/** Changes what means one thing in the repository and another in the service: links, images, and drawings of Mermaid. */
final class LinkVisitor extends AbstractVisitor {

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern IMAGE = Pattern.compile("(?<=\\bsrc(?:set)?=\")[^\"]+");
    private static final Pattern ARROW = Pattern.compile("(\\w+) --> (\\w+)");

    private final Path source;
    private final Addresses addresses;

    LinkVisitor(Path source, Addresses addresses) {
        this.source = source;
        this.addresses = addresses;
    }

    @Override
    public void visit(Link link) {
        link.setDestination(addresses.link(source, link.getDestination()));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        image.setDestination(addresses.image(source, image.getDestination()));
        visitChildren(image);
    }

    @Override
    public void visit(HtmlBlock html) {
        UnaryOperator<String> image = destination -> addresses.image(source, destination);
        html.setLiteral(IMAGE.matcher(COMMENT.matcher(html.getLiteral()).replaceAll(""))
                .replaceAll(found -> Matcher.quoteReplacement(image.apply(found.group()))));
    }

    /** A browser draws no Mermaid without a large script; the arrows of a graph are as clear in words. */
    @Override
    public void visit(FencedCodeBlock code) {
        if ("mermaid".equals(code.getInfo())) {
            Map<String, Set<String>> arrows = new TreeMap<>();
            ARROW.matcher(code.getLiteral()).results().forEach(
                    arrow -> arrows.computeIfAbsent(arrow.group(1), from -> new TreeSet<>()).add(arrow.group(2)));
            HtmlBlock list = new HtmlBlock();
            list.setLiteral(arrows.entrySet().stream().map(from -> "<div><dt>%s</dt><dd>→ %s</dd></div>"
                    .formatted(from.getKey(), String.join(", ", from.getValue())))
                    .collect(Collectors.joining("\n", "<dl class=\"arrows\">\n", "\n</dl>")));
            code.insertBefore(list);
            code.unlink();
        }
    }
}
