package io.carillon.problem;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsTest {

    /** One member with each constraint that requests have. */
    static class Request {
        @Size(max = 2000)
        private String url;
        @Size(min = 1, max = 200)
        private String subject;
        @Size(max = 1)
        private String letter;
        @Size(min = 1)
        private List<String> capabilities;
        @Size(max = 50)
        private List<String> eventTypes;
        @Min(1)
        private long id;
        @Max(100)
        private int messages;
        @NotBlank
        private String name;
        @NotEmpty
        private List<String> types;
        @Email
        private String email;
        @Pattern(regexp = "[a-z]{2}", message = "must be a language such as de")
        private String language;
    }

    @ParameterizedTest
    @CsvSource({
        "url, 'must have at most 2,000 characters'", "subject, must have 1 to 200 characters",
        "letter, must have at most 1 character", "capabilities, must have at least 1 element",
        "eventTypes, must have at most 50 elements", "id, must be at least 1", "messages, must be at most 100",
        "name, must not be blank", "types, must not be empty", "email, must be an e-mail address",
        "language, must be a language such as de"})
    void theApiSaysWhatIsRequired(String member, String requirement) throws NoSuchFieldException {
        var field = Request.class.getDeclaredField(member);
        Object value = field.getType() == List.class ? List.of() : "x";
        assertThat(Constraints.requirement(field.getAnnotations()[0], value, "must be a language such as de"), is(requirement));
    }
}
