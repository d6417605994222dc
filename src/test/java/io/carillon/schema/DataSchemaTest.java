package io.carillon.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.carillon.json.StrictJson;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each violation has the pointer of what is wrong, and says it in plain words. */
class DataSchemaTest {

    private static final String TEAM = """
            {"type":"object","required":["name","players"],"additionalProperties":false,
             "properties":{"name":{"type":"string","minLength":2,"pattern":"^[A-Z]"},
                           "players":{"type":"array","maxItems":3,"items":{"$ref":"#/$defs/player"}},
                           "a/b":{"type":["integer","null"],"minimum":1}},
             "$defs":{"player":{"type":"object","properties":{"age":{"type":"integer"},"next":{"$ref":"#/$defs/player"}}}}}""";

    @Test
    void dataThatMatchesHasNoViolation() {
        assertThat(violations(TEAM, "{'name':'Rowers','players':[{'age':4,'next':{'age':5}}],'a/b':null}"), is(empty()));
    }

    @Test
    void everyViolationIsNamedWithItsPointer() {
        assertThat(violations(TEAM, "{'players':[{'age':'x'},{'next':{'age':1.5}},{},{}],'a/b':0,'more':1}"), containsInAnyOrder(
                "/name is required", "/players must have at most 3 items", "/players/0/age must be an integer",
                "/players/1/next/age must be an integer", "/a~1b must be at least 1", "/more is not allowed"));
        assertThat(violations(TEAM, "{'name':'x','players':[]}"), containsInAnyOrder(
                "/name must have at least 2 characters", "/name must match the pattern ^[A-Z]"));
    }

    @Test
    void aChangeWithoutDataIsCheckedAsAnEmptyObject() {
        assertThat(DataSchema.of(TEAM).violationsOf(null), hasSize(2));
        assertThat(DataSchema.of("{\"type\":\"object\"}").violationsOf(null), is(empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"type":"string"}                        ; 1        ; must be a string
            {"type":["integer","null"]}              ; "x"      ; must be an integer or null
            {"enum":["a",1]}                         ; "b"      ; must be one of "a", 1
            {"const":"a"}                            ; "b"      ; must be "a"
            {"minimum":2}                            ; 1        ; must be at least 2
            {"maximum":2}                            ; 3        ; must be at most 2
            {"exclusiveMinimum":2}                   ; 2        ; must be more than 2
            {"exclusiveMaximum":2}                   ; 2        ; must be less than 2
            {"multipleOf":2}                         ; 3        ; must be a multiple of 2
            {"maxLength":1}                          ; "ab"     ; must have at most 1 character
            {"minItems":1}                           ; []       ; must have at least 1 item
            {"uniqueItems":true}                     ; [1,1]    ; must not have the same item twice
            {"minProperties":1}                      ; {}       ; must have at least 1 member
            {"maxProperties":1}                      ; {"a":1,"b":2} ; must have at most 1 member
            {"contains":{"type":"string"}}           ; [1]      ; has too few or too many items that match contains
            {"propertyNames":{"maxLength":1}}        ; {"ab":1} ; has a member whose name is not allowed
            {"not":{"type":"string"}}                ; "x"      ; matches what the schema excludes
            {"prefixItems":[true],"items":false}     ; [1,2]    ; has more items than the schema allows
            {"pattern":"^a$"}                        ; "a\\n"   ; must match the pattern ^a$""")
    void eachKeywordHasItsWords(String schema, String data, String expected) throws Exception {
        assertThat(DataSchema.flawsOf(StrictJson.mapper().readTree(schema), ""), is(empty()));
        assertThat(DataSchema.of(schema).violationsOf(data).toString(), DataSchema.of(schema).violationsOf(data).get(0).detail(),
                is(expected));
    }

    @Test
    void membersThatDependOrAreNotEvaluatedAreNamed() {
        assertThat(violations("{'dependentRequired':{'a':['b']}}", "{'a':1}"),
                contains("/b is required, because of another member"));
        assertThat(violations("{'allOf':[{'properties':{'a':true}}],'unevaluatedProperties':false}", "{'a':1,'b':2}"),
                contains("/b is not allowed"));
        assertThat(violations("{'properties':{'a':false}}", "{'a':1}"), contains("/a is not allowed"));
    }

    @Test
    void alternativesAreNamedAsSuch() {
        assertThat(violations("{'properties':{'a':{'anyOf':[{'type':'string'},{'type':'null'}]}}}", "{'a':1}"),
                containsInAnyOrder("/a must be a string, unless another alternative of the schema matches",
                        "/a must be null, unless another alternative of the schema matches"));
    }

    @Test
    void theNumberOfViolationsIsBounded() {
        String items = "[" + String.join(",", Collections.nCopies(100, "1")) + "]";
        List<String> found = violations("{'items':{'type':'string'}}", items);
        assertThat(found, hasSize(21));
        assertThat(found.get(20), is(" violates the schema in more places than are listed"));
    }

    /** What is found before is still named. */
    @Test
    void aCheckThatIsStoppedNamesWhatItFound() {
        String items = "[" + String.join(",", Collections.nCopies(100_000, "1")) + "]";
        assertThat(violations("{'items':{'type':'string'}}", items), hasSize(21));
        assertThat(violations("{'properties':{'a':{'type':'string'},'b':{'pattern':'^(a|aa)+b\\\\1$'}}}",
                "{'a':1,'b':'" + "a".repeat(60) + "'}"), contains("/a must be a string",
                " violates the schema in more places than are listed"));
    }

    /** Alternatives that do not match are no errors, however many there are. */
    @ParameterizedTest
    @ValueSource(strings = {"{'items':{'anyOf':[{'type':'string'},{'type':'integer'}]}}",
            "{'items':{'oneOf':[{'type':'string'},{'type':'integer'}]}}", "{'items':{'not':{'type':'string'}}}",
            "{'items':{'if':{'type':'string'},'then':false}}", "{'contains':{'type':'string'},'minContains':0}",
            "{'items':{'propertyNames':{'maxLength':1}}}"})
    void whatIsValidIsSoHoweverLongItIs(String schema) {
        String items = String.join(",", Collections.nCopies(20_000, "12345"));
        assertThat(violations(schema, "[" + items + "]"), is(empty()));
        assertThat(violations("{'contains':{'type':'string'}}", "[" + items + ",'x']"), is(empty()));
    }

    @Test
    void formatsDescribeAndDoNotReject() {
        assertThat(violations("{'format':'date-time'}", "'soon'"), is(empty()));
    }

    /** Exponential in the length of the text without a bound. */
    @Test
    void aPatternThatBacktracksWithoutEndIsStopped() {
        assertThat(violations("{'pattern':'^(a|aa)+b\\\\1$'}", "'" + "a".repeat(60) + "'"),
                contains(" takes too long to check against the schema"));
        assertThat(violations("{'pattern':'^(a|b)*$'}", "'" + "ab".repeat(200_000) + "'"), is(not(empty())));
    }

    @Test
    void referencesThatDoubleTheWorkAreStopped() {
        StringBuilder schema = new StringBuilder("{'$ref':'#/$defs/a0','$defs':{");
        for (int i = 0; i < 40; i++) {
            schema.append("'a%d':{'allOf':[{'$ref':'#/$defs/a%d'},{'$ref':'#/$defs/a%d'}]},".formatted(i, i + 1, i + 1));
        }
        assertThat(violations(schema + "'a40':{}}}", "{}"), contains(" takes too long to check against the schema"));
    }

    /** The order of members does not make items different, nor does a hash code make them equal. */
    @Test
    void itemsAreComparedByWhatTheyAre() {
        String unique = "{'uniqueItems':true}";
        assertThat(violations(unique, "[{'a':1,'b':[2]},{'b':[2],'a':1}]"), hasSize(1));
        assertThat(violations(unique, "[{'a':1,'b':[2]},{'b':[2],'a':'1'},['a:1,'],'{}',{},[[1],2],[1,[2]],1,true,'Aa','BB']"),
                is(empty()));
        assertThat(violations("{'uniqueItems':false}", "[1,1]"), is(empty()));
        StringBuilder same = new StringBuilder("['x'");
        for (int i = 0; i < 1 << 14; i++) {
            same.append(",'");
            for (int bit = 0; bit < 14; bit++) {
                same.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            same.append('\'');
        }
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(violations(unique, same + "]"), is(empty())));
    }

    @Test
    void aLargeSchemaOnManySmallItemsIsStopped() {
        StringBuilder members = new StringBuilder("'z':{}");
        for (int i = 0; i < 900; i++) {
            members.append(",'a%d':{}".formatted(i));
        }
        String items = "[" + String.join(",", Collections.nCopies(100_000, "{}")) + "]";
        assertThat(violations("{'items':{'properties':{" + members + "}}}", items),
                contains(" takes too long to check against the schema"));
    }

    @Test
    void oneLineNamesAllViolations() {
        var violations = DataSchema.of(TEAM).violationsOf("{\"players\":1}");
        assertThat(DataSchema.summaryOf(violations, "team.updated").detail(), is("violates the schema of team.updated: "
                + violations.stream().map(one -> "/data" + one.pointer() + " " + one.detail()).reduce((a, b) -> a + "; " + b)
                        .orElseThrow()));
    }

    private static List<String> violations(String schema, String data) {
        return DataSchema.of(schema.replace('\'', '"')).violationsOf(data.replace('\'', '"')).stream()
                .map(one -> one.pointer() + " " + one.detail()).toList();
    }
}
