package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.json.Flaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {

    @ParameterizedTest
    @CsvSource({"/3,false,/eventType,/3/eventType", "'',false,/eventType,/eventType", "/3,false,/data/a,/3/data/a",
        "/changes/change[4],true,/eventType,/changes/change[4]/@eventType", "/change,true,/data,/change/data",
        "/change,true,'',/change"})
    void aFlawOfAChangeIsNamedByItsPlaceInTheDocument(String element, boolean xml, String pointer, String expected) {
        Flaw flaw = new Flaw("event-type-unknown", pointer, "is not an event type of the catalog: x");
        assertThat(new Location(element, xml).of(flaw), is(new Flaw(flaw.reason(), expected, flaw.detail())));
    }
}
