package io.carillon.tracking;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.stringContainsInOrder;

import io.carillon.endpoint.Format;
import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an owner reads about an attempt. */
class ExplanationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"succeeded|200|THIN|Your receiver answered 200.",
        "status|204|THIN|Your receiver answered 204; the document asks for 200.",
        "status|418|FULL|Your receiver answered 418; any 2xx is a success.",
        "status|503|FULL|Your receiver answered 503: it, or a proxy before it, failed.",
        "status|404|FULL|Your receiver answered 404: there is nothing at this URL.",
        "status|302|FULL|Your receiver answered 302, a redirect, which Carillon does not follow; set the endpoint's URL to the"
        + " new place."})
    void aStatusIsExplained(String outcome, int status, Format format, String explanation) {
        assertThat(Explanation.of(outcome, status, format), is(explanation));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasWordsOfItsOwn(Reason reason) {
        assertThat(Explanation.of(EnumWords.of(reason), null, Format.FULL), not(startsWith("The attempt ended with")));
    }

    /** The outcome is the same for all secrets, each of which has a cure of its own. */
    @Test
    void whatCannotBeDecryptedIsExplainedWithEachCure() {
        assertThat(Explanation.of(EnumWords.of(Reason.NO_SECRET), null, Format.FULL),
                stringContainsInOrder("rotate the secret", "the key", "write the headers again", "the authentication",
                        "the client certificate"));
    }

    @Test
    void aRefusalIsExplained() {
        assertThat(Explanation.of("refused", null, Format.THIN), endsWith("no connection was opened."));
    }
}
