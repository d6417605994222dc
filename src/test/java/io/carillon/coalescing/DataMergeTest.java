package io.carillon.coalescing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

class DataMergeTest {

    @Test
    void twoStepsAreMergedIntoOne() {
        assertThat(DataMerge.merge("{\"old_score\":850,\"new_score\":900}", "{\"old_score\":900,\"new_score\":950}"),
                is("{\"old_score\":850,\"new_score\":950}"));
    }

    @Test
    void theRankIsMergedToo() {
        assertThat(DataMerge.merge("{\"rank_change\":{\"old_rank\":5,\"new_rank\":4}}",
                "{\"rank_change\":{\"old_rank\":4,\"new_rank\":3}}"),
                is("{\"rank_change\":{\"old_rank\":5,\"new_rank\":3}}"));
    }

    @Test
    void onlyOldMembersOfTheTopAndOfTheRankAreTaken() {
        assertThat(DataMerge.merge("{\"name\":\"a\",\"other\":{\"old_x\":1},\"rank_change\":{\"note\":1}}",
                "{\"name\":\"b\",\"other\":{\"old_x\":2},\"rank_change\":{\"note\":2}}"),
                is("{\"name\":\"b\",\"other\":{\"old_x\":2},\"rank_change\":{\"note\":2}}"));
    }

    @Test
    void anOldMemberThatTheFirstOneLacksStaysAsItIs() {
        assertThat(DataMerge.merge("{\"rank_change\":3}", "{\"old_score\":1,\"rank_change\":{\"old_rank\":2}}"),
                is("{\"old_score\":1,\"rank_change\":{\"old_rank\":2}}"));
    }

    @Test
    void withoutOneSideTheLastOneCounts() {
        assertThat(DataMerge.merge(null, "{\"a\":1}"), is("{\"a\":1}"));
        assertThat(DataMerge.merge("{\"a\":1}", null), is(nullValue()));
    }
}
