package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

/** What the page for producers shows can be read, and what it shows as XML is what the schema says. */
class ExamplesTest {

    private static final Path PAGE = Path.of("src/docs/jms-producers.md");

    @Test
    void everyExampleInJsonIsRead() throws Exception {
        for (String example : examples("json")) {
            assertThat(ChangesDocument.read(example.getBytes(StandardCharsets.UTF_8), 10).stream().allMatch(ReadChange::isUsable),
                    is(true));
        }
    }

    @Test
    void everyExampleInXmlIsReadAndValid() throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Path.of("src/main/webapp/schemas/changes.xsd").toFile());
        for (String example : examples("xml")) {
            schema.newValidator().validate(new StreamSource(new StringReader(example)));
            assertThat(XmlChanges.read(example, 10).stream().allMatch(ReadChange::isUsable),
                    is(true));
        }
    }

    private static List<String> examples(String language) throws IOException {
        List<String> examples = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE)).results()
                .map(found -> found.group(1)).filter(example -> !example.startsWith("<dependency>")).toList();
        assertThat(examples.size(), is(greaterThan(1)));
        return examples;
    }
}
