package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.util.List;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void theChainRunsFromTheFailureToItsRoot() {
        Exception root = new Exception("root");
        Exception middle = new Exception("middle", root);
        Exception failure = new Exception("failure", middle);
        assertThat(Causes.of(failure).toList(), is(List.of(failure, middle, root)));
        assertThat(Causes.root(failure), sameInstance(root));
        assertThat(Causes.root(root), sameInstance(root));
    }

    @Test
    void aCycleOfCausesEnds() {
        Exception one = new Exception("one");
        one.initCause(new Exception("other", one));
        assertThat(Causes.of(one).count(), is(50L));
        Causes.root(one);
    }
}
