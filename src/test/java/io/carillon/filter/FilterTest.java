package io.carillon.filter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

    private static final Envelope ENVELOPE = new Envelope(12345L, "score", "update", "s1", "score.updated");
    private static final String DATA = """
            {"score":950,"old_score":900,"ratio":0.5,"zero":0,"name":"Ann-Marie","nothing":null,"live":true,
             "tags":["vip","u18",7],"team":{"name":"Otters","coach":{"age":41}},
             "players":[{"name":"Ann","goals":2},{"name":"Bo","goals":0}],"$ref":"hidden"}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // equality, of a scalar and of the operator
        "{'data':{'score':950}} | true", "{'data':{'score':950.0}} | true", "{'data':{'score':9.5e2}} | true",
        "{'data':{'score':951}} | false", "{'data':{'score':'950'}} | false", "{'data':{'live':true}} | true",
        "{'data':{'live':'true'}} | false", "{'data':{'nothing':null}} | true", "{'data':{'missing':null}} | false",
        "{'data':{'zero':-0.0}} | true", "{'data':{'name':{'$eq':'Ann-Marie'}}} | true",
        "{'data':{'name':{'$eq':'ann-marie'}}} | false", "{'data':{'team':{'$eq':'Otters'}}} | false",
        // its opposite also holds for what is missing
        "{'data':{'score':{'$ne':950}}} | false", "{'data':{'score':{'$ne':1}}} | true", "{'data':{'missing':{'$ne':1}}} | true",
        // several values
        "{'data':{'name':{'$in':['Bo','Ann-Marie']}}} | true", "{'data':{'name':{'$in':['Bo',1,null]}}} | false",
        "{'data':{'nothing':{'$in':[null]}}} | true", "{'data':{'score':{'$nin':[1,2]}}} | true",
        "{'data':{'score':{'$nin':[1,950]}}} | false", "{'data':{'missing':{'$nin':[1]}}} | true",
        // order: numbers with numbers, texts with texts
        "{'data':{'score':{'$gt':949.5}}} | true", "{'data':{'score':{'$gt':950}}} | false",
        "{'data':{'score':{'$gte':950}}} | true", "{'data':{'score':{'$lt':950}}} | false",
        "{'data':{'score':{'$lte':950,'$gt':900}}} | true", "{'data':{'score':{'$gt':'1'}}} | false",
        "{'data':{'name':{'$gte':'Ann','$lt':'Ano'}}} | true", "{'data':{'missing':{'$lt':5}}} | false",
        "{'data':{'nothing':{'$lte':0}}} | false", "{'data':{'zero':{'$gte':-0.0}}} | true",
        // presence: null is there
        "{'data':{'nothing':{'$exists':true}}} | true", "{'data':{'missing':{'$exists':true}}} | false",
        "{'data':{'missing':{'$exists':false}}} | true", "{'data':{'team':{'coach':{'age':{'$exists':true}}}}} | true",
        "{'data':{'name':{'first':{'$exists':false}}}} | true",
        // parts of texts
        "{'data':{'name':{'$startsWith':'Ann'}}} | true", "{'data':{'name':{'$startsWith':'Marie'}}} | false",
        "{'data':{'name':{'$endsWith':'Marie'}}} | true", "{'data':{'name':{'$endsWith':'Ann'}}} | false",
        "{'data':{'name':{'$contains':'n-M'}}} | true", "{'data':{'name':{'$contains':'nM'}}} | false",
        "{'data':{'score':{'$contains':'9'}}} | false",
        // arrays
        "{'data':{'tags':{'$contains':'vip'}}} | true", "{'data':{'tags':{'$contains':'vi'}}} | false",
        "{'data':{'tags':{'$contains':7}}} | true", "{'data':{'tags':'vip'}} | false",
        "{'data':{'tags':{'$any':{'$startsWith':'u'}}}} | true", "{'data':{'players':{'$any':{'name':'Ann','goals':2}}}} | true",
        "{'data':{'players':{'$any':{'name':'Bo','goals':2}}}} | false", "{'data':{'name':{'$any':'Ann-Marie'}}} | false",
        "{'data':{'tags':{'$any':{'$in':['u19','u18']}}}} | true", "{'data':{'tags':{'$any':{'$in':['u19']}}}} | false",
        "{'$and':[{'data':{'tags':{'$contains':'vip'}}},{'data':{'tags':{'$contains':'u18'}}}]} | true",
        "{'data':{'players':{'name':'Ann'}}} | false",
        // members of members, and several conditions
        "{'data':{'team':{'coach':{'age':{'$gte':40}}}}} | true", "{'data':{'team':{'name':'Otters','coach':{'age':1}}}} | false",
        "{'data':{'team':{'$exists':true,'name':'Otters'}}} | true",
        // logic
        "{'$or':[{'data':{'score':1}},{'eventType':'score.updated'}]} | true", "{'$or':[{'data':{'score':1}}]} | false",
        "{'$and':[{'data':{'score':950}},{'data':{'live':false}}]} | false",
        "{'$not':{'data':{'score':1}}} | true", "{'data':{'score':{'$not':{'$gt':900}}}} | false",
        "{'data':{'score':{'$or':[{'$lt':10},{'$gt':900}]}}} | true",
        "{'data':{'score':{'$and':[{'$lt':10},{'$gt':900}]}}} | false",
        "{'data':{'score':{'$or':[1,950]}}} | true",
        // the envelope
        "{'organizationId':12345,'resourceType':'score','resourceOperation':'update','resourceId':'s1'} | true",
        "{'organizationId':{'$in':[1,2]}} | false", "{'eventType':{'$startsWith':'score.'}} | true",
        "{'resourceId':{'$ne':'s1'}} | false"})
    void changesPassOrNot(String filter, boolean passes) {
        assertThat(filter(filter).passes(ENVELOPE.with(DATA)), is(passes));
    }

    @Test
    void aChangeWithoutDataHasNoneOfItsMembers() {
        assertThat(filter("{'data':{'score':{'$gt':0}}}").passes(ENVELOPE.with((String) null)), is(false));
        assertThat(filter("{'data':{'$exists':false}}").passes(ENVELOPE.with((String) null)), is(true));
        assertThat(filter("{'eventType':'score.updated'}").passes(ENVELOPE.with((String) null)), is(true));
    }

    @Test
    void whatIsNotKnownOfAnEnvelopeIsMissing() {
        Envelope unknown = new Envelope(null, null, null, null, "score.updated");
        assertThat(filter("{'resourceId':{'$exists':false},'eventType':{'$exists':true}}").passes(unknown.with("{}")), is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'eventType':'score.updated','data':{'score':{'$gt':1,'$lt':2}}} | /data/score/$lt",
        "{'data':{'a/b':1}} | /data/a~1b", "{'$or':[{'data':{'x':1}},{'data':{'y':1}}]} | /$or",
        "{'$and':[{'data':{'score':950}},{'data':{'y':1}}]} | /$and/1/data/y", "{'$not':{'data':{'score':950}}} | /$not",
        "{'data':{'players':{'$any':{'goals':9}}}} | /data/players/$any",
        "{'data':{'name':{'$contains':'Bo'}}} | /data/name/$contains"})
    void theFirstPartThatFailsIsNamed(String filter, String pointer) {
        assertThat(filter(filter).failureOf(ENVELOPE.with(DATA)), is(Optional.of(pointer)));
    }

    @Test
    void aFilterTakesNoLongerThanItsOperatorsTimesTheData() {
        String text = "a".repeat(1_000_000);
        String operators = IntStream.range(0, 20).mapToObj(i -> "{'data':{'t':{'$contains':'" + "a".repeat(300 + i) + "b'}}}")
                .collect(Collectors.joining(","));
        Filter slow = filter("{'$or':[" + operators + "]}");
        String data = "{\"t\":\"" + text + "\"}";
        assertTimeout(Duration.ofSeconds(10), () -> assertThat(slow.passes(ENVELOPE.with(data)), is(false)));
    }

    @Test
    void aTextWithAFlawIsNoFilter() {
        assertThrows(IllegalArgumentException.class, () -> Filter.of("{\"data\":{\"a\":{\"$regex\":\".*\"}}}"));
        assertThrows(IllegalArgumentException.class, () -> Filter.of("{"));
    }

    private static Filter filter(String text) {
        return Filter.of(text.replace('\'', '"'));
    }
}
