package io.carillon.process.broker;

import static io.carillon.blackbox.support.AmqpSections.encode;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Decimal128;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether an encoded AMQP value has as many elements as it declares. */
class AmqpCountsTest {

    private static final String VALUE = "005377";

    static Stream<Object> whole() {
        Properties properties = new Properties();
        properties.setMessageId(UUID.randomUUID());
        return Stream.of(properties, new ApplicationProperties(Map.of("a", 1, "b", "x".repeat(300))),
                new Data(new Binary(new byte[70_000])), new AmqpSequence(List.of(1, "a", List.of())),
                new AmqpValue(Map.of("a", List.of(1L, true, 'c', 1.5, 1.5f, new Date(), new Decimal128(1, 2)), "b", Map.of())),
                new AmqpValue(new Object[] {"a", "b"}), new AmqpValue(new int[] {1, 2, 300}), new AmqpValue(null),
                new AmqpValue(new boolean[] {true, false}), new AmqpValue(new Symbol[] {Symbol.valueOf("s")}),
                new AmqpValue(UnsignedLong.valueOf(0)));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whatIsCompletePasses(Object section) throws Exception {
        AmqpCounts.check(encode(section), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e00203" + "41", "e00100" + "41", "45", "43", "c00100", "005301c0020140"})
    void elementsMayHaveNoBytes(String encoded) throws Exception {
        AmqpCounts.check(HexFormat.of().parseHex(VALUE + encoded), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c00503" + "4040", "d000000005ffffffff", "d0000000057fffffff", "d10000000600000004" + "4040",
        "c10340" + "4141", "f0000000057fffffff41", "f000000005ffffffff40", "e00202" + "5101", "a10561",
        "b1000000056161", "b1ffffffff61", "b07fffffff", "71", "98", "c0", "00", "0053", "10"})
    void whatDeclaresMoreThanFollowsIsUnreadable(String encoded) {
        assertThrows(UnreadableMessage.class, () -> AmqpCounts.check(HexFormat.of().parseHex(VALUE + encoded), 0));
    }

    /** Each list of the nest declares as many elements as there are bytes: together they would take far more than the heap. */
    @Test
    void nestedListsDoNotReserveWhatTheyDeclare() {
        byte[] nulls = new byte[8 << 20];
        Arrays.fill(nulls, (byte) 0x40);
        ByteBuffer nest = ByteBuffer.wrap(nulls).put(HexFormat.of().parseHex(VALUE));
        for (int level = 0; level < 900; level++) {
            nest.put((byte) 0xD0).putInt(nest.remaining() - 4).putInt(nest.remaining() - 4);
        }
        UnreadableMessage unreadable = assertThrows(UnreadableMessage.class,
                () -> new AmqpSections().decode(nest.array()));
        assertThat(unreadable.getMessage(), containsString("declares more"));
    }

    @Test
    void theSectionsBeforeABrokenOneAreKept() {
        byte[] good = encode(new ApplicationProperties(Map.of("a", 1)));
        byte[] broken = HexFormat.of().parseHex(VALUE + "d0000000057fffffff");
        byte[] both = ByteBuffer.allocate(good.length + broken.length).put(good).put(broken).array();
        var sections = new AmqpSections();
        assertThrows(UnreadableMessage.class, () -> sections.decode(both));
        assertThat(sections.application(), notNullValue());
        assertThat(sections.body().isEmpty(), is(true));
    }
}
