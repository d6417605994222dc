package io.carillon.blackbox.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a receiver answers to one request, in bytes, and what the attempt may say about it. Every answer with a status line names
 * its request in its body and has the status of its own, if the sender can know it.
 */
final class OddAnswer {

    /** Only in what follows an answer: no attempt may have it. */
    static final int STRAY = 598;
    /** Of an answer that came before its request was read. */
    static final int EARLY = 299;
    /** Longer than the service waits. */
    private static final int TOO_LONG = 4_000;
    private static final int MOST_BODY = 40_000;
    /** Without 410, after which the endpoint would get nothing more; a 429 or 503 asks for no pause, for the same reason. */
    private static final int[] STATUSES = {200, 201, 202, 203, 204, 205, 206, 207, 300, 301, 302, 303, 304, 305, 307, 308, 400,
        401, 402, 403, 404, 405, 406, 407, 409, 411, 412, 413, 415, 417, 418, 421, 422, 425, 426, 428, 429, 431, 451, 500, 501,
        502, 503, 504, 505, 507, 511, 520, 599, 600, 999};
    private static final String[] PECULIAR = {"Content-Type: text", "Content-Type: text/plain; charset=utf8mb4", "Content-Type:",
        "Content-Type: ;;;", "Content-Type: a/b; charset=\"", "Content-Type: application/json\r\nContent-Type: text/html",
        "Set-Cookie: a=b; Path=/", "WWW-Authenticate: Basic realm=\"x\"", "Proxy-Authenticate: NTLM", "Location: /elsewhere",
        "Location: http://127.0.0.1:1/", "Content-Encoding: gzip", "Content-Encoding: br", "Connection: close",
        "Connection: keep-alive", "Connection: Upgrade\r\nUpgrade: h2c", "Keep-Alive: timeout=0", "Keep-Alive: timeout=x",
        "Retry-After: banana", "Retry-After: -5", "Retry-After: 99999999999999999999", "Trailer: X", "Date: yesterday",
        "no colon here", ": no name", "X-Empty:", "X Blank: a", "X-Tab:\ta\t", "X-Folded: a\r\n b", "X-Nul: a\0b",
        "X-Bell: \u0007", "X-Latin: \u00fc\u00ff", "Carillon-Note: forged", "Unreadable-Header-Line: forged",
        "Ended-Within-Headers: forged"};
    private static final String[] LATER = {"HTTP/1.1 " + STRAY + " Stray\r\nContent-Length: 5\r\n\r\nstray", "stray", "\r\n",
        "\0",
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 " + STRAY, "0\r\n\r\n"};

    /** How a connection goes on after an answer. */
    enum End { KEEP, CLOSE, RESET, HALF_CLOSE }

    final byte[] bytes;
    final int status;
    /** How many of the bytes are sent. */
    final int cut;
    /** Milliseconds to wait before each next piece. */
    final int pause;
    final int pieces;
    final End end;
    /** Whether the attempt may have no status, or must not have one. */
    final boolean mayHaveNone;
    final boolean mustHaveNone;

    private final Random random;

    private OddAnswer(Random random, String marker) {
        this.random = random;
        status = STATUSES[chance(50) ? 0 : random.nextInt(STATUSES.length)];
        boolean oddLine = chance(4);
        boolean tooLong = chance(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(interim());
        out.writeBytes((oddLine ? oddLine() : "HTTP/1." + (chance(10) ? 0 : 1) + " " + status + reason()).getBytes(ISO_8859_1));
        out.writeBytes("\r\n".getBytes(ISO_8859_1));
        int line = out.size();
        out.writeBytes(headers(tooLong).getBytes(ISO_8859_1));
        boolean endsItself = body(out, marker);
        if (chance(8)) {
            out.writeBytes(LATER[random.nextInt(LATER.length)].getBytes(ISO_8859_1));
        }
        bytes = out.toByteArray();
        cut = chance(12) ? random.nextInt(bytes.length + 1) : bytes.length;
        boolean slow = chance(2);
        pause = slow ? TOO_LONG : chance(5) ? 1 + random.nextInt(20) : 0;
        pieces = pause == 0 ? 1 : slow ? 2 : 2 + random.nextInt(6);
        end = cut == bytes.length && !endsItself && chance(80) ? End.KEEP : End.values()[1 + random.nextInt(3)];
        mustHaveNone = cut < "HTTP/1.1 2".length();
        mayHaveNone = mustHaveNone || oddLine || tooLong || slow || cut < line || end == End.RESET;
    }

    /** The answer to the request with {@code marker}, always the same for a {@code seed}. */
    static OddAnswer of(long seed, String marker) {
        return new OddAnswer(new Random(seed * 31 + marker.hashCode()), marker);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private byte[] interim() {
        StringBuilder all = new StringBuilder();
        for (int left = chance(15) ? 1 + random.nextInt(3) : 0; left > 0; left--) {
            all.append(one(List.of("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n",
                    "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n", "HTTP/1.1 199 What\r\nX-Odd\r\n\r\n")));
        }
        return all.toString().getBytes(ISO_8859_1);
    }

    private String oddLine() {
        return one(List.of("HTTP/1.1  " + status + "  Two", "http/1.1 " + status + " small", "HTTP/2 " + status,
                "HTTP/9.9 " + status, "ICY " + status + " OK", "HTTP/1.1\t" + status + "\tTab", "HTTP/1.1 " + status + "x",
                "HTTP/1.1", "HTTP/1.1 OK", "\r\nHTTP/1.1 " + status + " After a line", "220 mail.example.com ESMTP", "\0\0\0\0",
                "HTTP/1.1 -" + status, "HTTP/1.1 " + status + "99999999999"));
    }

    private String reason() {
        return one(List.of(" OK", " OK", " OK", "", " ", " \u00fcber", " a b\tc", " " + "r".repeat(2_000)));
    }

    private String headers(boolean tooLong) {
        StringBuilder all = new StringBuilder();
        boolean mayPause = status == 429 || status == 503;
        for (int left = chance(40) ? 1 + random.nextInt(4) : 0; left > 0; left--) {
            String peculiar = PECULIAR[random.nextInt(PECULIAR.length)];
            all.append(mayPause && peculiar.startsWith("Retry-After") ? "X-Pause: no" : peculiar).append("\r\n");
        }
        all.append(mayPause ? "Retry-After: 0\r\n" : "");
        int many = tooLong ? 300 : chance(3) ? 150 : random.nextInt(3);
        for (int i = 0; i < many; i++) {
            all.append("X-").append(i).append(": ").append("v".repeat(random.nextInt(30))).append("\r\n");
        }
        return all.append(chance(3) ? "X-Long: " + "l".repeat(30_000) + "\r\n" : "").toString();
    }

    /** Writes the rest; whether only the end of the connection ends it. */
    private boolean body(ByteArrayOutputStream out, String marker) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(marker.getBytes(ISO_8859_1));
        byte[] more = new byte[chance(10) ? random.nextInt(MOST_BODY) : random.nextInt(60)];
        random.nextBytes(more);
        content.writeBytes(chance(50) ? more : new String(more, ISO_8859_1).getBytes(UTF_8));
        byte[] body = status == 204 || status == 304 ? new byte[0] : content.toByteArray();
        int framing = random.nextInt(20);
        if (framing < 11) {
            return write(out, "Content-Length: " + body.length, body, false);
        } else if (framing < 14) {
            return write(out, "Transfer-Encoding: chunked", chunks(body), false);
        }
        return switch (framing) {
            case 14 -> write(out, "Content-Length: " + (body.length + 1 + random.nextInt(100)), body, true);
            case 15 -> write(out, "Content-Length: " + one(List.of("-1", "x", "", "0x5", "99999999999999999999")), body, true);
            case 16 -> write(out, "Content-Length: " + body.length + "\r\nContent-Length: " + (body.length + 7), body, true);
            case 17 -> write(out, "Transfer-Encoding: " + one(List.of("gzip, chunked", "identity", "x", "chunked, chunked")),
                    body, true);
            case 18 -> write(out, "Transfer-Encoding: chunked", one(List.of("zz\r\n", "-5\r\nhello\r\n", "5;a=b\r\nhel", "\r\n"))
                    .getBytes(ISO_8859_1), true);
            default -> write(out, "Content-Length: " + body.length + "\r\nTransfer-Encoding: chunked", chunks(body), true);
        };
    }

    private static boolean write(ByteArrayOutputStream out, String framing, byte[] body, boolean endsItself) {
        out.writeBytes((framing + "\r\n\r\n").getBytes(ISO_8859_1));
        out.writeBytes(body);
        return endsItself;
    }

    private byte[] chunks(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int size = 1 + random.nextInt(5_000);
        for (int from = 0; from < body.length; from += size) {
            byte[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + size));
            out.writeBytes((Integer.toHexString(chunk.length) + one(List.of("", "", ";a=b", " ")) + "\r\n").getBytes(ISO_8859_1));
            out.writeBytes(chunk);
            out.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        out.writeBytes(("0\r\n" + one(List.of("", "", "X-Trailer: t\r\n")) + "\r\n").getBytes(ISO_8859_1));
        return out.toByteArray();
    }
}
