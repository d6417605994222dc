package io.carillon.foreign;

import static io.carillon.foreign.Converted.tree;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.filter.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Outpost's matcher says about an event, the translated filter says about the change. */
class OutpostFilterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"data\":{\"a\":1}}                             | {\"a\":1}            | true",
        "{\"data\":{\"a\":1}}                             | {\"a\":[2,1]}        | true",
        "{\"data\":{\"a\":1}}                             | {\"a\":\"1\"}        | false",
        "{\"data\":{\"a\":null}}                          | {\"a\":null}         | true",
        "{\"data\":{\"a\":null}}                          | {}                   | false",
        "{\"data\":{\"a\":{\"b\":\"x\"}}}                 | {\"a\":{\"b\":\"x\"}} | true",
        "{\"data\":{\"a\":{\"b\":\"x\"}}}                 | {\"a\":[{\"b\":\"y\"},{\"b\":\"x\"}]} | true",
        "{\"data\":{\"a\":{\"b\":\"x\"}}}                 | {\"a\":\"x\"}        | false",
        "{\"data\":{\"a\":{\"$neq\":1}}}                  | {\"a\":2}            | true",
        "{\"data\":{\"a\":{\"$neq\":1}}}                  | {\"a\":1}            | false",
        "{\"data\":{\"a\":{\"$neq\":1}}}                  | {}                   | false",
        "{\"data\":{\"a\":{\"$gte\":1,\"$lt\":5}}}        | {\"a\":4}            | true",
        "{\"data\":{\"a\":{\"$gte\":1,\"$lt\":5}}}        | {\"a\":5}            | false",
        "{\"data\":{\"a\":{\"$in\":[1,2]}}}               | {\"a\":2}            | true",
        "{\"data\":{\"a\":{\"$in\":\"ell\"}}}             | {\"a\":\"hello\"}    | true",
        "{\"data\":{\"a\":{\"$in\":\"ell\"}}}             | {\"a\":[\"ell\"]}    | true",
        "{\"data\":{\"a\":{\"$in\":\"ell\"}}}             | {\"a\":[\"hello\"]}  | false",
        "{\"data\":{\"a\":{\"$nin\":[1,2]}}}              | {\"a\":3}            | true",
        "{\"data\":{\"a\":{\"$nin\":[1,2]}}}              | {}                   | false",
        "{\"data\":{\"a\":{\"$exist\":false}}}            | {}                   | true",
        "{\"data\":{\"a\":{\"$exist\":true}}}             | {\"a\":null}         | true",
        "{\"data\":{\"a\":{\"$startsWith\":[\"x\",\"y\"]}}} | {\"a\":\"yes\"}    | true",
        "{\"data\":{\"a\":{\"$endsWith\":\"s\"}}}         | {\"a\":\"yes\"}      | true",
        "{\"topic\":\"order.placed\"}                     | {}                   | true",
        "{\"topic\":{\"$startsWith\":\"invoice.\"}}       | {}                   | false",
        "{\"$or\":[{\"data\":{\"a\":1}},{\"topic\":\"order.placed\"}]} | {}      | true",
        "{\"$and\":[{\"data\":{\"a\":1}},{\"topic\":\"order.placed\"}]} | {}     | false",
        "{\"$not\":{\"data\":{\"a\":1}}}                  | {}                   | true",
        "{\"data\":{\"$or\":[{\"a\":1},{\"b\":1}]}}       | {\"b\":1}            | true",
    })
    void meansTheSame(String filter, String data, boolean passes) {
        Filter translated = Filter.of(OutpostFilter.translated(tree(filter)).orElseThrow());
        assertThat(translated.passes(tree("{\"eventType\":\"order.placed\",\"data\":" + data + "}")), is(passes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"metadata\":{\"source\":\"api\"}}",
        "{\"time\":{\"$gte\":\"2026-01-01T00:00:00Z\"}}",
        "{\"data\":{\"a\":[1,2]}}",
        "{\"data\":{\"a\":{}}}",
        "{\"data\":{\"a\":{\"$not\":{\"$in\":[1]}}}}",
        "{\"data\":{\"a\":{\"$or\":[1]}}}",
        "{\"data\":{\"a\":{\"$eq\":[1]}}}",
        "{\"data\":{\"a\":{\"$nin\":\"x\"}}}",
        "{\"data\":{\"a\":{\"$ref\":\"b\"}}}",
        "{\"data\":{\"a\":{\"$exist\":\"yes\"}}}",
        "{\"data\":{\"a\":{\"$gt\":1,\"b\":2}}}",
        "{\"$or\":[]}",
        "[]",
    })
    void whatIsDoubtfulIsNotTranslated(String filter) {
        assertThat(OutpostFilter.translated(tree(filter)).isPresent(), is(false));
    }

    @Test
    void whatBecomesTooLargeIsNotTranslated() {
        String deep = "{\"a\":".repeat(8) + "1" + "}".repeat(8);
        assertThat(OutpostFilter.translated(tree("{\"data\":" + deep + "}")).isPresent(), is(false));
    }
}
