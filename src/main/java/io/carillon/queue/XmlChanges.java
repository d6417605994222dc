package io.carillon.queue;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.carillon.json.Flaw;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads the XML form of changes, {@code <change organizationId="…" …/>} or {@code <changes>} of them, as described by
 * {@code /schemas/changes.xsd}: members are attributes, {@code data} is a child element with JSON text, and there is no
 * namespace. A document type is rejected, so there are no entities except the five predefined ones, and nothing is fetched.
 */
final class XmlChanges {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_ATTRIBUTE_LENGTH = 10_000;
    /** Members whose types in the schema allow blanks at either end. */
    private static final Set<String> COLLAPSED =
            Set.of("organizationId", "occurredAt", ChangeMembers.ENDPOINTS, ChangeMembers.RETRY);
    /** The schema is stricter about times than RFC 3339. */
    private static final Pattern TIME = Pattern.compile(
            "[0-9-]+T[0-9:]+:[0-5][0-9](\\.[0-9]+)?(Z|[+-](0[0-9]|1[0-3]):[0-9]{2}|[+-]14:00)");
    private static final WstxInputFactory FACTORY = factory();

    private final String xml;
    private final int max;
    private final XMLStreamReader2 reader;

    private XmlChanges(String xml, int max) throws XMLStreamException {
        this.xml = xml;
        this.max = max;
        this.reader = (XMLStreamReader2) FACTORY.createXMLStreamReader(new StringReader(xml));
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // lazy parsing reports errors later, and not as an XMLStreamException
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_LENGTH);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the message is read");
        });
        return factory;
    }

    /**
     * Reads one change or many.
     *
     * @param max the largest number of changes that is accepted
     * @throws MalformedChanges when the document as a whole cannot be used; flaws of one element are in its {@link ReadChange}
     */
    static List<ReadChange> read(String xml, int max) throws MalformedChanges {
        try {
            return new XmlChanges(xml, max).readAll();
        } catch (XMLStreamException e) {
            String where = e.getLocation() == null ? ""
                    : " (line " + e.getLocation().getLineNumber() + ", column " + e.getLocation().getColumnNumber() + ")";
            throw new MalformedChanges("is not XML" + where + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private List<ReadChange> readAll() throws XMLStreamException, MalformedChanges {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new MalformedChanges("must not have a document type");
            }
        }
        List<ReadChange> read = isNamed("change") ? List.of(change("/change")) : changes();
        while (reader.hasNext()) {
            reader.next();
        }
        return read;
    }

    private List<ReadChange> changes() throws XMLStreamException, MalformedChanges {
        if (!isNamed("changes")) {
            throw new MalformedChanges(new Flaw(Flaw.MALFORMED, "/*", "must be change or changes, in no namespace"));
        }
        if (!attributes().isEmpty()) {
            throw new MalformedChanges(new Flaw(Flaw.MALFORMED, "/changes/@*", "must not have attributes"));
        }
        List<ReadChange> read = new ArrayList<>();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                if (read.size() == max) {
                    throw new MalformedChanges("may contain at most " + max + " changes");
                }
                read.add(element(read.size() + 1));
            } else {
                requireNoText();
            }
        }
        if (read.isEmpty()) {
            throw new MalformedChanges("must contain at least one change");
        }
        return read;
    }

    private void requireNoText() throws MalformedChanges {
        if (reader.hasText() && reader.getEventType() == XMLStreamConstants.CHARACTERS && !reader.getText().isBlank()) {
            throw new MalformedChanges(new Flaw(Flaw.MALFORMED, "/changes/text()", "is not allowed between changes"));
        }
    }

    private ReadChange element(int number) throws XMLStreamException {
        if (isNamed("change")) {
            return change("/changes/change[" + number + "]");
        }
        Location place = new Location("/changes/*[" + number + "]", Notation.XPATH);
        int start = start();
        reader.skipElement();
        return new ReadChange(place, null, List.of(new Flaw("type-wrong", place.element(), "must be a change")), source(start),
                null);
    }

    private ReadChange change(String path) throws XMLStreamException {
        int start = start();
        Location place = new Location(path, Notation.XPATH);
        Map<String, String> members = attributes();
        List<Flaw> flaws = new ArrayList<>();
        if (members.remove("data") != null) {
            flaws.add(new Flaw(Flaw.UNKNOWN_MEMBER, path + "/@data", "is an element, not an attribute"));
        }
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                child(members, place, flaws);
            } else if (reader.getEventType() == XMLStreamConstants.CHARACTERS && !reader.getText().isBlank()) {
                flaws.add(new Flaw("type-wrong", path + "/text()", "is not allowed: the members of a change are attributes"));
            }
        }
        COLLAPSED.forEach(name -> members.computeIfPresent(name, (any, value) -> value.strip()));
        if (members.containsKey("occurredAt") && !TIME.matcher(members.get("occurredAt")).matches()) {
            flaws.add(place.flaw(Flaw.WRONG_VALUE, "occurredAt", "must be a time such as 2025-06-09T10:30:00Z"));
            members.remove("occurredAt");
        }
        return TextMembers.read(members, place, flaws, source(start));
    }

    private void child(Map<String, String> members, Location place, List<Flaw> flaws) throws XMLStreamException {
        String name = reader.getLocalName();
        if (!isNamed("data")) {
            flaws.add(new Flaw(Flaw.UNKNOWN_MEMBER, place.element() + "/" + name,
                    "is not allowed: data is the only child element of a change"));
            reader.skipElement();
        } else if (members.containsKey("data")) {
            flaws.add(new Flaw("member-twice", place.element() + "/data[2]", "is given twice"));
            reader.skipElement();
        } else {
            requireNoMembers(attributes(), place, flaws);
            members.put("data", textOf(place, flaws));
        }
    }

    private static void requireNoMembers(Map<String, String> attributes, Location place, List<Flaw> flaws) {
        attributes.keySet().forEach(name -> flaws.add(
                new Flaw(Flaw.UNKNOWN_MEMBER, place.of("/data") + "/@" + name, "is not a member of data")));
    }

    private String textOf(Location place, List<Flaw> flaws) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                flaws.add(new Flaw("type-wrong", place.of("/data") + "/" + reader.getLocalName(),
                        "is not allowed here; data is JSON text"));
                reader.skipElement();
            } else if (reader.hasText() && reader.getEventType() != XMLStreamConstants.COMMENT) {
                text.append(reader.getText());
            }
        }
        return text.toString();
    }

    private boolean isNamed(String name) {
        return reader.getLocalName().equals(name) && (reader.getNamespaceURI() == null || reader.getNamespaceURI().isEmpty());
    }

    /** Leaves out the schema hints that XML tools add; Carillon ignores them. */
    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(reader.getAttributeNamespace(i))) {
                String prefix = reader.getAttributePrefix(i);
                attributes.put((prefix == null || prefix.isEmpty() ? "" : prefix + ":") + reader.getAttributeLocalName(i),
                        reader.getAttributeValue(i));
            }
        }
        return attributes;
    }

    private int start() {
        return (int) reader.getLocationInfo().getStartingCharOffset();
    }

    /** The source from {@code start} to the end of what was just read. */
    private byte[] source(int start) throws XMLStreamException {
        int end = (int) reader.getLocationInfo().getEndingCharOffset();
        return xml.substring(start, end).getBytes(StandardCharsets.UTF_8);
    }
}
