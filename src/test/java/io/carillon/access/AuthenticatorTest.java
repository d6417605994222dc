package io.carillon.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ck_1", "bearer ck_1", "BEARER   ck_1 "})
    void theSchemeIsReadInAnyCase(String header) {
        assertThat(Authenticator.credential(header), is(Optional.of("ck_1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ck_1", "Basic ck_1", "Bearerck_1", "Bearer"})
    void anotherSchemeHasNoCredential(String header) {
        assertThat(Authenticator.credential(header), is(Optional.empty()));
    }

    @Test
    void aRequestWithoutTheHeaderHasNoCredential() {
        assertThat(Authenticator.credential(null), is(Optional.empty()));
    }
}
