package io.carillon.blackbox.support;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages that no one can use, a different one each time: noise of every type, and good changes that were broken. */
public final class BadMessages {

    private final Random random;
    private final String good;

    /** {@code good} is a change in JSON without blanks. */
    public BadMessages(long seed, String good) {
        this.random = new Random(seed);
        this.good = good;
    }

    /** Exactly one rejected message comes of each. */
    public Message next(JMSContext jms) throws JMSException {
        return switch (random.nextInt(10)) {
            case 0 -> bytes(jms, noise(random.nextInt(2_000)));
            case 1 -> bytes(jms, cut(good.getBytes(StandardCharsets.UTF_8)));
            case 2 -> bytes(jms, withAByteThatIsNoUtf8(good.getBytes(StandardCharsets.UTF_8)));
            case 3 -> bytes(jms, ("[" + good + "]").getBytes(StandardCharsets.UTF_16LE));
            case 4 -> jms.createTextMessage("{" + letters(random.nextInt(500)));
            case 5 -> jms.createTextMessage("<change " + letters(random.nextInt(500)));
            case 6 -> jms.createTextMessage("{\"" + letters(1 + random.nextInt(50)).replaceAll("[\"\\\\\\p{Cntrl}]", "_")
                    + "\":1," + good.substring(1));
            case 7 -> map(jms);
            case 8 -> jms.createObjectMessage(new ArrayList<>(List.of(random.nextInt())));
            default -> random.nextBoolean() ? jms.createStreamMessage() : jms.createMessage();
        };
    }

    private static Message bytes(JMSContext jms, byte[] body) throws JMSException {
        var message = jms.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    private MapMessage map(JMSContext jms) throws JMSException {
        MapMessage map = jms.createMapMessage();
        for (int i = random.nextInt(5); i >= 0; i--) {
            map.setObject("m" + random.nextInt(), random.nextBoolean() ? noise(20) : letters(20));
        }
        return map;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    private byte[] withAByteThatIsNoUtf8(byte[] whole) {
        whole[random.nextInt(whole.length)] = (byte) 0xFF;
        return whole;
    }

    /** Any UTF-16, including unpaired surrogates and NUL. */
    private String letters(int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return letters.toString();
    }
}
