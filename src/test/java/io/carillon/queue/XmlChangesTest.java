package io.carillon.queue;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.carillon.json.Flaw;
import java.io.File;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

class XmlChangesTest {

    private static final String TEAM =
            "<change organizationId=\"12345\" resourceType=\"team\" resourceOperation=\"create\" resourceId=\"t1\"/>";
    private static final String SCORE = """
            <change id="c-1" organizationId="1" eventType="score.updated" resourceId="s&lt;1&#x1F600;"
                    occurredAt="2025-06-09T12:30:00.5+02:00"><data><![CDATA[{"b":1.0,"a":["<"]}]]></data></change>""";

    @Test
    void readsOneChange() throws MalformedChanges {
        ReadChange read = read("<?xml version='1.0' encoding='UTF-8'?>\n<!-- one --> " + TEAM + "\n").get(0);
        assertThat(read.change(), is(new Change(null, 12345, null, "team", "create", "t1", null, null)));
        assertThat(text(read), is(TEAM));
    }

    @Test
    void readsManyWithEveryMember() throws MalformedChanges {
        List<ReadChange> read = read("<changes>\n" + TEAM + " <!-- two -->" + SCORE + "</changes>");
        assertThat(read.get(1).change(), is(new Change("c-1", 1, "score.updated", null, null, "s<1😀",
                Instant.parse("2025-06-09T10:30:00.5Z"), "{\"b\":1,\"a\":[\"<\"]}")));
        assertThat(read.get(1).place().of("/eventType"), is("/changes/change[2]/@eventType"));
        assertThat(text(read.get(1)), is(SCORE));
    }

    @Test
    void termsAreAttributes() throws Exception {
        String xml = TEAM.replace("/>", " endpoints=' ep_1&#10;ep_2 ' retry=' false '/>");
        validate(xml);
        Change change = read(xml).get(0).change();
        assertThat(change.endpoints(), contains("ep_1", "ep_2"));
        assertThat(change.isRetried(), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {TEAM, "<changes>" + TEAM + TEAM + "</changes>"})
    void whatIsReadIsWhatTheSchemaAllows(String xml) throws Exception {
        validate(xml);
        validate("<changes>" + SCORE + "</changes>");
        assertThat(read(xml).stream().allMatch(ReadChange::isUsable), is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'12345' | '0' | /change/@organizationId | value-wrong",
        "'12345' | '' | /change/@organizationId | type-wrong",
        "'12345' | '1.0' | /change/@organizationId | type-wrong",
        "'12345' | '99999999999999999999' | /change/@organizationId | value-wrong",
        "'create' | 'upsert' | /change/@resourceOperation | value-wrong",
        "'t1' | '' | /change/@resourceId | value-wrong",
        "'t1' | 't1' occurredAt='yesterday' | /change/@occurredAt | value-wrong",
        "'t1' | 't1' endpoints='' | /change/@endpoints | value-wrong",
        "'t1' | 't1' retry='0' | /change/@retry | type-wrong",
        "'t1' | 't1' colour='red' | /change/@colour | member-unknown",
        "'t1' | 't1' data='{}' | /change/@data | member-unknown",
        "'t1'/> | 't1'><colour/></change> | /change/colour | member-unknown",
        "'t1'/> | 't1'><data/><data/></change> | /change/data[2] | member-twice",
        "'t1'/> | 't1'><data><a/>{}</data></change> | /change/data/a | type-wrong",
        "'t1'/> | 't1'><data x='1'>{}</data></change> | /change/data/@x | member-unknown",
        "'t1'/> | 't1'>text</change> | /change/text() | type-wrong"})
    void flawsNameThePlaceAndTheSchemaAgrees(String good, String bad, String xpath, String reason) throws MalformedChanges {
        String xml = TEAM.replace('"', '\'').replace(good, bad);
        Flaw flaw = read(xml).get(0).flaws().get(0);
        assertThat(flaw.pointer() + " " + flaw.reason(), is(xpath + " " + reason));
        assertThrows(SAXException.class, () -> validate(xml));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[] | /change/data | must be an object",
        "{ | /change/data | must be JSON text",
        "{\"a\":1,\"a\":2} | /change/data | must be JSON text: the member a occurs twice",
        "{\"a\":1e999999999999} | /change/data | must be JSON text: a number is too large",
        "{\"a\":{\"b\":1e999}} | /change/data | is invalid: the value at /a/b is a number"})
    void dataIsJson(String data, String xpath, String detail) throws MalformedChanges {
        Flaw flaw = read(TEAM.replace("/>", "><data>" + data + "</data></change>")).get(0).flaws().get(0);
        assertThat(flaw.pointer(), is(xpath));
        assertThat(flaw.detail(), containsString(detail));
    }

    @Test
    void aBadElementDoesNotSpoilTheOthersAndKeepsItsText() throws MalformedChanges {
        List<ReadChange> read = read("<changes>" + TEAM + "<change  organizationId='x>' />" + "<thing><a>1</a></thing>"
                + TEAM + "</changes>");
        assertThat(read.stream().map(ReadChange::isUsable).toList(), contains(true, false, false, true));
        assertThat(text(read.get(1)), is("<change  organizationId='x>' />"));
        assertThat(text(read.get(2)), is("<thing><a>1</a></thing>"));
        assertThat(read.get(2).flaws().get(0).pointer(), is("/changes/*[3]"));
        assertThat(read.get(1).flaws().stream().map(Flaw::pointer).toList(), contains("/changes/change[2]/@organizationId",
                "/changes/change[2]/@resourceType", "/changes/change[2]/@resourceOperation", "/changes/change[2]/@resourceId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<change", "<change/><change/>", "<changes/>", "<changes> </changes>", "<changes a='1'/>",
        "<changes>x<change/></changes>", "<other/>", "<change xmlns='urn:x'/>", "<c:change/>", "<change a='1' a='1'/>",
        "<changes><change/>", "<?xml version='1.0'?>", "<change>&nbsp;</change>", "<change/>trailing", "<change>\u0001</change>",
        "<!DOCTYPE change><change/>", "<!DOCTYPE change SYSTEM 'http://127.0.0.1:1/x'><change/>",
        "<!DOCTYPE change [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><change resourceId='a'>&x;</change>"})
    void whatIsNoDocumentOfChangesIsMalformed(String xml) {
        assertThrows(MalformedChanges.class, () -> read(xml));
    }

    @Test
    void entitiesThatGrowAndElementsWithoutEndAreRefusedAtOnce() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE change [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
        }
        String deep = "<changes>" + "<a>".repeat(1_000_000);
        String wide = "<change " + IntStream.range(0, 1_000).mapToObj(i -> "a" + i + "='1'").collect(joining(" ")) + "/>";
        String tall = "<change id='" + "x".repeat(2_000_000) + "'/>";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThrows(MalformedChanges.class, () -> read(laughs + "]><change resourceId='&a39;'/>"));
            assertThat(assertThrows(MalformedChanges.class, () -> read(deep)).getMessage(), containsString("64"));
            assertThrows(MalformedChanges.class, () -> read(wide));
            assertThrows(MalformedChanges.class, () -> read(tall));
        });
    }

    @Test
    void hintsOfToolsAreIgnored() throws MalformedChanges {
        String xml = "<changes xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                + " xsi:noNamespaceSchemaLocation='http://127.0.0.1:1/x'>"
                + TEAM + "</changes>";
        assertThat(read(xml).get(0).isUsable(), is(true));
    }

    @Test
    void everyElementOfALongDocumentKeepsItsOwnText() throws MalformedChanges {
        Random random = new Random(7);
        StringBuilder xml = new StringBuilder("<changes>");
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            elements.add("<change bad='" + "😀é\n>".repeat(random.nextInt(6)) + i + "'"
                    + (i % 2 == 0 ? "/>" : "> <data>x</data>\r\n</change>"));
            xml.append(elements.get(i)).append(" \r\n\t".repeat(random.nextInt(5)));
        }
        assertThat(read(xml + "</changes>").stream().map(XmlChangesTest::text).toList(), is(elements));
    }

    @Test
    void tooManyAreMalformed() {
        var refused = assertThrows(MalformedChanges.class, () -> XmlChanges.read("<changes>" + TEAM + TEAM + "</changes>", 1));
        assertThat(refused.flaw().detail(), containsString("at most 1"));
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File("src/main/webapp/schemas/changes.xsd"))
                .newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    private static String text(ReadChange read) {
        return new String(read.source(), StandardCharsets.UTF_8);
    }

    private static List<ReadChange> read(String xml) throws MalformedChanges {
        return XmlChanges.read(xml, 100_000);
    }
}
