package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads bodies outside the API, which are short. */
public final class SmallBody {

    private SmallBody() {
    }

    /**
     * The body of {@code request}.
     *
     * @throws ProblemException 413 if it has more than {@code most} bytes
     */
    public static byte[] read(HttpServletRequest request, int most) throws IOException {
        byte[] body = request.getContentLengthLong() > most ? null : request.getInputStream().readNBytes(most + 1);
        if (body == null || body.length > most) {
            throw new ProblemException(ProblemType.BODY_TOO_LARGE, "The body may have at most " + most + " bytes.");
        }
        return body;
    }
}
