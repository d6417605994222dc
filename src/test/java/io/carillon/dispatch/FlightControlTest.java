package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class FlightControlTest {

    private final FlightControl flights = new FlightControl(3, 2);

    @Test
    void anEndpointTakesNoMoreThanItsShare() {
        assertThat(flights.take("slow"), is(true));
        assertThat(flights.take("slow"), is(true));
        assertThat(flights.take("slow"), is(false));
        assertThat(flights.full(), contains("slow"));
        assertThat(flights.free(), is(1));
    }

    @Test
    void allTogetherTakeNoMoreThanTheLimit() {
        flights.take("a");
        flights.take("b");
        flights.take("c");
        assertThat(flights.take("d"), is(false));
        assertThat(flights.free(), is(0));
    }

    @Test
    void aPlaceThatIsGivenBackCanBeTakenAgain() {
        flights.take("slow");
        flights.take("slow");
        flights.release("slow");
        assertThat(flights.full(), is(empty()));
        assertThat(flights.take("slow"), is(true));
    }
}
