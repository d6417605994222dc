package io.carillon.problem;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void aFlawIsShownByPointerAndDetailOnly() throws JsonProcessingException {
        Problem problem = Problem.of(ProblemType.INVALID_VALUE, "One value is invalid.",
                List.of(Flaw.ofValue("", "must be given")));
        assertThat(StrictJson.mapper().writeValueAsString(problem), endsWith("""
                "errors":[{"pointer":"","detail":"must be given"}]}"""));
    }
}
