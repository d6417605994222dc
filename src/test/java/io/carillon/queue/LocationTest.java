package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.json.Flaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {

    @ParameterizedTest
    @CsvSource({"/3,POINTER,/eventType,/3/eventType", "'',POINTER,/eventType,/eventType", "/3,POINTER,/data/a,/3/data/a",
        "/changes/change[4],XPATH,/eventType,/changes/change[4]/@eventType", "/change,XPATH,/data,/change/data",
        "/change,XPATH,'',/change", "/3,EVENT,/eventType,/3/type", "/3,EVENT,/data/a,/3/data/a", "'',EVENT,'',''",
        "'',HEADERS,/resourceId,ce-subject", "'',HEADERS,/id,ce-id", "'',HEADERS,/data,''", "'',HEADERS,/data/a,/a",
        "'',HEADERS,'',''", "'',HEADERS,/database,ce-database"})
    void aFlawOfAChangeIsNamedByItsPlaceInTheDocument(String element, Notation notation, String pointer, String expected) {
        Flaw flaw = new Flaw("event-type-unknown", pointer, "is not an event type of the catalog: x");
        assertThat(new Location(element, notation).of(flaw), is(new Flaw(flaw.reason(), expected, flaw.detail())));
    }
}
