package io.carillon.problem;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnexpectedExceptionMapperTest {

    @ParameterizedTest
    @CsvSource({"23505,CONFLICT", "08006,UNAVAILABLE", "55P03,UNAVAILABLE", "57P01,UNAVAILABLE",
        "HYT00,UNAVAILABLE", "42601,INTERNAL_ERROR", ",UNAVAILABLE"})
    void aDatabaseFailureIsDescribedByItsState(String state, ProblemType expected) {
        Throwable failure = new IllegalStateException(new RuntimeException(new SQLException("x", state)));
        assertThat(UnexpectedExceptionMapper.typeOf(failure), is(expected));
    }

    @Test
    void aCommitThatFailedIsNoIncident() {
        Throwable failure = new IllegalStateException(new XAException("The database has been closed"));
        assertThat(UnexpectedExceptionMapper.typeOf(failure), is(ProblemType.UNAVAILABLE));
    }

    @Test
    void aQuestionThatTakesTooLongIsNoOutage() {
        Throwable failure = new IllegalStateException(new SQLException("canceling statement due to user request", "57014"));
        assertThat(UnexpectedExceptionMapper.typeOf(failure), is(ProblemType.UNAVAILABLE));
    }

    @Test
    void anythingElseIsAnIncident() {
        assertThat(UnexpectedExceptionMapper.typeOf(new IllegalStateException("x")), is(ProblemType.INTERNAL_ERROR));
    }
}
