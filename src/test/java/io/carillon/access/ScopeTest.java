package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @ValueSource(strings = {"operator", "producer", "organization:1", "organization:9007199254740991", "application:app_0a1b"})
    void aScopeIsSpelledAsItIsRead(String text) {
        assertThat(Scope.parse(text).map(Scope::toString), is(Optional.of(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Operator", "operator:1", "producer:", "organization", "organization:", "organization:0",
        "organization:-1", "organization:01", "organization:1:2", "organization:99999999999999999", "application",
        "application:", "application:a b", "application:*", "admin", " operator"})
    void whatSpellsNoScopeIsNone(String text) {
        assertThat(Scope.parse(text), is(Optional.empty()));
    }

    @Test
    void aScopeIsLimitedToItsOwnKindOfTenant() {
        assertThat(Scope.parse("organization:7").orElseThrow().organization(), is(Optional.of(7L)));
        assertThat(Scope.parse("organization:7").orElseThrow().application(), is(Optional.empty()));
        assertThat(Scope.parse("application:app_7").orElseThrow().application(), is(Optional.of("app_7")));
        assertThat(Scope.OPERATOR.organization(), is(Optional.empty()));
    }
}
