package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateTest {

    @ParameterizedTest
    @CsvSource({"22001,DATA_REJECTED", "23505,CONFLICT", "08006,UNAVAILABLE", "40001,UNAVAILABLE", "53300,UNAVAILABLE",
        "55P03,UNAVAILABLE", "53100,UNAVAILABLE", "58030,UNAVAILABLE", "25006,UNAVAILABLE", "25P02,OTHER",
        "90098,UNAVAILABLE", "90028,UNAVAILABLE", "90100,UNAVAILABLE", "90121,UNAVAILABLE", "HY000,UNAVAILABLE",
        "57P01,UNAVAILABLE", "57014,TOO_SLOW", "HYT00,UNAVAILABLE", "42601,OTHER", "x,OTHER", ",UNAVAILABLE"})
    void theClassDecides(String state, SqlState expected) {
        assertThat(SqlState.of(new IllegalStateException(new SQLException("x", state))), is(Optional.of(expected)));
    }

    @Test
    void theInnermostExceptionOfTheDatabaseCounts() {
        SQLException inner = new SQLException("inner", "23505", new NumberFormatException());
        assertThat(SqlState.of(new SQLException("outer", "08006", inner)), is(Optional.of(SqlState.CONFLICT)));
    }

    @Test
    void otherFailuresHaveNoState() {
        assertThat(SqlState.of(new IllegalStateException("x")), is(Optional.empty()));
    }
}
