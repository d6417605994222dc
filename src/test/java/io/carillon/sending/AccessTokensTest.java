package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.TlsMaterial;
import io.carillon.sending.DeliveryResult.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a node asks for a token, and when it uses the one that it has. */
class AccessTokensTest {

    private static final ReceiverAccess ONE = new ReceiverAccess("ep_1", null, TlsMaterial.NONE);
    private static final ReceiverAccess OTHER = new ReceiverAccess("ep_2", null, TlsMaterial.NONE);

    private final AtomicInteger asked = new AtomicInteger();
    private final Hand clock = new Hand();

    @Test
    void aTokenIsUsedUntilShortlyBeforeItsEnd() throws Exception {
        AccessTokens tokens = tokens(Duration.ofMinutes(5));
        assertThat(tokens.header(ONE), is("Bearer t1"));
        clock.advance(Duration.ofSeconds(269));
        assertThat(tokens.header(ONE), is("Bearer t1"));
        assertThat(tokens.header(OTHER), is("Bearer t2"));
        clock.advance(Duration.ofSeconds(1));
        assertThat("a tenth before the end", tokens.header(ONE), is("Bearer t3"));
        assertThat(tokens(Duration.ZERO).header(ONE), is("Bearer t4"));
    }

    @Test
    void allWaitForTheOneRequestThatIsUnderWay() throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        AccessTokens tokens = new AccessTokens(access -> {
            isAsked.countDown();
            await(mayAnswer);
            return token(Duration.ofHours(1));
        }, clock);
        ExecutorService attempts = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> headers = new ArrayList<>();
            headers.add(attempts.submit(() -> tokens.header(ONE)));
            await(isAsked);
            for (int i = 0; i < 7; i++) {
                headers.add(attempts.submit(() -> tokens.header(ONE)));
            }
            mayAnswer.countDown();
            Set<String> different = new HashSet<>();
            for (Future<String> header : headers) {
                different.add(header.get(10, TimeUnit.SECONDS));
            }
            assertThat(different, is(Set.of("Bearer t1")));
            assertThat(asked.get(), is(1));
        } finally {
            attempts.shutdownNow();
        }
    }

    @Test
    void aFailureIsNotKept() throws Exception {
        AccessTokens tokens = new AccessTokens(access -> {
            if (asked.get() == 0) {
                asked.incrementAndGet();
                throw new NotAuthorized("the token endpoint answered 503");
            }
            return token(Duration.ofHours(1));
        }, clock);
        NotAuthorized failure = assertThrows(NotAuthorized.class, () -> tokens.header(ONE));
        assertThat(failure.getMessage(), is("authorization failed: the token endpoint answered 503"));
        assertThat(failure.reason(), is(Reason.NO_TOKEN));
        assertThat(tokens.header(ONE), is("Bearer t2"));
    }

    @Test
    void aRefusedTokenIsReplacedOnce() throws Exception {
        AccessTokens tokens = tokens(Duration.ofHours(1));
        refuse(tokens, tokens.header(ONE));
        String second = tokens.header(ONE);
        assertThat(second, is("Bearer t2"));
        refuse(tokens, second);
        refuse(tokens, second);
        assertThat("it is not the token", tokens.header(ONE), is("Bearer t2"));

        tokens.answered(ONE, second, 200);
        refuse(tokens, "Bearer t1");
        assertThat("an earlier attempt ends late", tokens.header(ONE), is("Bearer t2"));
        refuse(tokens, second);
        assertThat("it was accepted in between", tokens.header(ONE), is("Bearer t3"));
    }

    private static void refuse(AccessTokens tokens, String header) {
        tokens.answered(ONE, header, 401);
    }

    private AccessTokens tokens(Duration lifetime) {
        return new AccessTokens(access -> token(lifetime), clock);
    }

    private AccessToken token(Duration lifetime) {
        return new AccessToken("t" + asked.incrementAndGet(), clock.instant(), lifetime);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS), is(true));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A clock that a test moves. */
    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2025-06-09T10:30:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
