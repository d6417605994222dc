package io.carillon.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.carillon.platform.Causes;
import java.io.Reader;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A template in Mustache: values, sections and inverted sections, nothing that computes or reads anything but the webhook.
 * Values are escaped as the media type requires ({@link Markup}). Filling ends with a failure when the body or the work grows
 * beyond a bound, so that no template can hold up a node. Immutable.
 */
public final class MessageTemplate {

    /** The largest size of a filled body, in characters. */
    static final int LONGEST_BODY = 262_144;
    /** How many names may be looked up and elements visited; as many take some ten milliseconds. */
    private static final int MOST_STEPS = 100_000;

    private final Markup markup;
    private final Template template;

    /** A value that a template can name, with the work that is left for the whole template. */
    private record Value(JsonNode json, Steps left) {

        /** As a section judges it: null and false are not there. */
        Object of(JsonNode member) {
            return member.isNull() ? null : member.isBoolean() ? (Object) member.booleanValue() : new Value(member, left);
        }
    }

    private static final class Steps {

        private int left = MOST_STEPS;

        void take() {
            if (--left < 0) {
                throw new TemplateFailure("needs more than " + MOST_STEPS + " steps");
            }
        }
    }

    private MessageTemplate(Markup markup, Template template) {
        this.markup = markup;
        this.template = template;
    }

    /**
     * The template that {@code text} is, for bodies of {@code contentType}.
     *
     * @throws TemplateFailure if it is not a template, or no template can make such bodies
     */
    public static MessageTemplate of(String contentType, String text) {
        Markup markup = Markup.of(contentType).orElseThrow(() -> new TemplateFailure("cannot have this media type"));
        try {
            Template template = Mustache.compiler().defaultValue("").withCollector(new Members())
                    .withFormatter(value -> markup.raw(value instanceof Value found ? found.json() : json(value)))
                    .withEscaper(markup::escaped).withLoader(MessageTemplate::load).compile(text);
            template.visit(new Inclusions());
            return new MessageTemplate(markup, template);
        } catch (MustacheException e) {
            throw failure(e);
        } catch (IndexOutOfBoundsException e) {
            throw new TemplateFailure("has a tag without a name");
        }
    }

    /** Whether templates can make bodies of {@code contentType}: JSON, XML, HTML, a form or text, in UTF-8. */
    public static boolean canMake(String contentType) {
        return Markup.of(contentType).isPresent();
    }

    /**
     * The body for {@code webhook}, whose members the template names.
     *
     * @throws TemplateFailure if the body would be too long, takes too much work or is not what the media type says
     */
    public String fill(ObjectNode webhook) {
        LimitedText body = new LimitedText(LONGEST_BODY);
        try {
            template.execute(new Value(webhook, new Steps()), body);
        } catch (MustacheException e) {
            throw failure(e);
        }
        markup.check(body.toString());
        return body.toString();
    }

    /** What Mustache itself provides: whether an element is the first, its number; or nothing. */
    private static JsonNode json(Object value) {
        return value instanceof Boolean flag ? BooleanNode.valueOf(flag)
                : value instanceof Integer number ? IntNode.valueOf(number) : null;
    }

    private static Reader load(String name) {
        throw new TemplateFailure("cannot include other templates");
    }

    /** Finds the other templates that a template includes, before it is filled. */
    private static final class Inclusions implements Mustache.Visitor {

        @Override
        public boolean visitInclude(String name) {
            load(name);
            return false;
        }

        @Override
        public boolean visitParent(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitSection(String name) {
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return true;
        }

        @Override
        public void visitText(String text) {
            // includes nothing
        }

        @Override
        public void visitVariable(String name) {
            // includes nothing
        }
    }

    private static TemplateFailure failure(MustacheException e) {
        return (TemplateFailure) Causes.of(e).filter(TemplateFailure.class::isInstance).findFirst()
                .orElseGet(() -> new TemplateFailure("is not Mustache: " + e.getMessage()));
    }

    /** Finds members of JSON objects, and the elements of arrays. */
    private static final class Members implements Mustache.Collector {

        @Override
        public Iterator<?> toIterator(Object value) {
            if (!(value instanceof Value list)) {
                return value instanceof List<?> missing ? missing.iterator() : null;
            }
            if (list.json().isTextual() && list.json().textValue().isEmpty()) {
                return Collections.emptyIterator();
            }
            return list.json().isArray() ? elements(list) : null;
        }

        private static Iterator<Object> elements(Value list) {
            Iterator<JsonNode> elements = list.json().elements();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return elements.hasNext();
                }

                @Override
                public Object next() {
                    list.left().take();
                    return new Value(elements.next(), list.left());
                }
            };
        }

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return (object, member) -> {
                if (!(object instanceof Value value)) {
                    return Template.NO_FETCHER_FOUND;
                }
                value.left().take();
                JsonNode found = value.json().get(member);
                return found == null ? Template.NO_FETCHER_FOUND : value.of(found);
            };
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
