package io.carillon.sample;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.sending.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each variant of a sample says about the receiver. */
class SampleVariantTest {

    @ParameterizedTest
    @CsvSource({
        "VALID, succeeded, 200, true", "VALID, status, 401, false", "VALID, timeout, , false",
        "TWICE, succeeded, 200, true", "TWICE, status, 409, false",
        "FORGED, succeeded, 204, false", "FORGED, status, 401, true", "FORGED, status, 400, true", "FORGED, status, 500, false",
        "FORGED, status, 302, false", "FORGED, timeout, , false",
        "OLD, succeeded, 200, false", "OLD, status, 403, true"})
    void aReceiverAcceptsWhatIsGoodAndRefusesTheRest(SampleVariant variant, String outcome, Integer status, boolean expected) {
        Verdict verdict = new Verdict(outcome, status, null, null, null, false);
        assertThat(variant.isAsExpected(verdict), is(expected));
        assertThat(variant.advice(verdict) == null, is(expected));
    }

    @ParameterizedTest
    @CsvSource({"FORGED, does not verify signatures", "OLD, does not check webhook-timestamp"})
    void anAcceptedForgeryIsNotTheSameAdviceAsAnError(SampleVariant variant, String advice) {
        assertThat(variant.advice(new Verdict("succeeded", 200, null, null, null, false)), containsString(advice));
        assertThat(variant.advice(new Verdict("status", 500, null, null, null, false)), containsString("a refusal is a status"));
        assertThat(variant.advice(new Verdict("status", 401, null, null, null, false)), nullValue());
    }
}
