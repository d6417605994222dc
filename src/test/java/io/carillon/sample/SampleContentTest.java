package io.carillon.sample;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.catalog.Meaning;
import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.Operation;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.message.Announcement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleContentTest {

    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00.123Z");

    @Test
    void aSampleAnnouncesOneChangeOfTheDocumentsObject() {
        Meaning.Known known = new Meaning.Known("team.member_added", "team", Operation.UPDATE, NotificationRule.NOTIFY,
                "team.member_added");
        assertThat(SampleContent.announcement(7, DeliveryMode.COALESCED, known, "{\"a\":1}", NOW),
                is(new Announcement(7, "team", "ab9f4201-4ef4-4a02-946f-81c3399959a2", "update", "team.member_added",
                        DeliveryMode.COALESCED, 1, NOW, NOW, "{\"a\":1}")));
    }

    @Test
    void anEventTypeWithoutAnExampleHasASampleWithoutData() {
        Meaning.Known known = new Meaning.Known("team.deleted", "team", Operation.DELETE, NotificationRule.SILENT,
                "team.deleted");
        Announcement sample = SampleContent.announcement(12345, DeliveryMode.INSTANT, known, null, NOW);
        assertThat(sample.data() == null, is(true));
        assertThat(sample.operation() + " " + sample.mode(), is("delete INSTANT"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{ \"old_score\" : 850.0, \"new\": 1e3 } | {\"old_score\":850,\"new\":1000}",
        "{\"b\":\"\\u00e9\\/\",\"a\":[ ]} | {\"b\":\"é/\",\"a\":[]}"})
    void anExampleIsSentInCanonicalForm(String example, String canonical) {
        assertThat(SampleContent.canonical(example), is(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "score", "{\"a\":1,\"a\":2}"})
    void anExampleThatIsNotJsonIsAFaultOfTheCatalog(String example) {
        var thrown = assertThrows(IllegalStateException.class, () -> SampleContent.canonical(example));
        assertThat(thrown.getMessage(), containsString(example));
    }
}
