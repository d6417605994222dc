package io.carillon.filter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterFlawsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'data':{'a':{'$gteq':1}}} | /filter/data/a/$gteq | is not an operator; the nearest one is $gte",
        "{'data':{'a':{'$NE':1}}} | /filter/data/a/$NE | is not an operator; the nearest one is $ne",
        "{'data':{'a':{'$exist':true}}} | /filter/data/a/$exist | is not an operator; the nearest one is $exists",
        "{'data':{'a':{'$start':'x'}}} | /filter/data/a/$start | is not an operator; the nearest one is $startsWith",
        "{'eventTypes':'a.b'} | /filter/eventTypes | is not a member of a change; the nearest one is eventType",
        "{'$gt':5} | /filter/$gt | is about a value, not about a whole change; put it in one of its members: organizationId,"
                + " resourceType, resourceOperation, resourceId, eventType, data",
        "{} | /filter | must have a condition", "{'data':{}} | /filter/data | must have a condition",
        "5 | /filter | must be an object of conditions", "[] | /filter | must be an object of conditions",
        "{'$not':5} | /filter/$not | must be an object of conditions",
        "{'data':{'a':[1]}} | /filter/data/a | must be one value or an object of conditions; $in takes several values",
        "{'data':{'a':{'$eq':{}}}} | /filter/data/a/$eq | must be a text, a number, a boolean or null",
        "{'data':{'a':{'$in':[1,[2]]}}} | /filter/data/a/$in/1 | must be a text, a number, a boolean or null",
        "{'data':{'a':{'$in':[]}}} | /filter/data/a/$in | must be an array of values",
        "{'data':{'a':{'$nin':1}}} | /filter/data/a/$nin | must be an array of values",
        "{'data':{'a':{'$gt':true}}} | /filter/data/a/$gt | must be a number or a text",
        "{'data':{'a':{'$exists':1}}} | /filter/data/a/$exists | must be true or false",
        "{'data':{'a':{'$startsWith':''}}} | /filter/data/a/$startsWith | must be a text that is not empty",
        "{'data':{'a':{'$endsWith':1}}} | /filter/data/a/$endsWith | must be a text that is not empty",
        "{'data':{'a':{'$contains':''}}} | /filter/data/a/$contains | must be a text that is not empty, a number,"
                + " a boolean or null",
        "{'$or':{}} | /filter/$or | must be an array of expressions",
        "{'$and':[]} | /filter/$and | must be an array of expressions",
        "{'data':{'a':1e400}} | /filter/data/a | is a number outside the range of an IEEE 754 double"})
    void aFlawHasItsPlaceAndAReason(String filter, String pointer, String detail) {
        assertThat(flawsOf(filter), contains(Flaw.ofValue(pointer, detail)));
    }

    @Test
    void anOperatorThatIsLikeNoneGetsAllOfThem() {
        assertThat(flawsOf("{'data':{'a':{'$where':'x'}}}"), contains(Flaw.ofValue("/filter/data/a/$where",
                "is not an operator; there are $eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $startsWith, $endsWith,"
                        + " $contains, $any, $not, $and, $or")));
    }

    @Test
    void everyFlawIsFound() {
        assertThat(flawsOf("{'resource':1,'data':{'a':{'$gt':null,'$exists':0}},'$or':[{'data':{'b':{'$lte':[]}}},7]}").stream()
                .map(Flaw::pointer).toList(), contains("/filter/resource", "/filter/data/a/$gt", "/filter/data/a/$exists",
                "/filter/$or/0/data/b/$lte", "/filter/$or/1"));
    }

    @Test
    void aFilterHasAtMostAHundredOperators() {
        assertThat(flawsOf(operators(99)), is(empty()));
        assertThat(flawsOf(operators(100)),
                contains(Flaw.ofValue("/filter", "may have at most 100 operators, and has 101")));
    }

    /** As many as given, and the one that has them. */
    private static String operators(int count) {
        return "{'data':{'a':{'$or':[" + IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","))
                + "]}}}";
    }

    @Test
    void aFilterHasAtMostSixteenLevels() {
        assertThat(flawsOf(levels(14)), is(empty()));
        assertThat(flawsOf(levels(15)), contains(Flaw.ofValue("/filter/data" + "/a".repeat(15),
                "is nested too deeply; a filter may have at most 16 levels")));
    }

    private static String levels(int count) {
        return "{'data':" + "{'a':".repeat(count) + "1" + "}".repeat(count + 1);
    }

    @Test
    void aFilterHasAtMostEightKibibytes() {
        assertThat(flawsOf("{'data':{'a':'" + "x".repeat(8 * 1024 - 17) + "'}}"), is(empty()));
        assertThat(flawsOf("{'data':{'a':'" + "x".repeat(8 * 1024 - 16) + "'}}"),
                contains(Flaw.ofValue("/filter", "may have at most 8192 bytes")));
        assertThat(flawsOf("{'data':{'a':'" + "ä".repeat(4 * 1024) + "'}}"),
                contains(Flaw.ofValue("/filter", "may have at most 8192 bytes")));
    }

    private static List<Flaw> flawsOf(String filter) {
        try {
            return Filter.flawsOf(StrictJson.mapper().readTree(filter.replace('\'', '"')), "/filter");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
