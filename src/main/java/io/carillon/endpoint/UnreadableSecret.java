package io.carillon.endpoint;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;

/**
 * The signing secret of an endpoint cannot be decrypted, because this installation has another key. A request ends with 409; an
 * attempt has an outcome of its own. One rotation gives the endpoint a secret that can be used.
 */
public class UnreadableSecret extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnreadableSecret(String endpointId) {
        super(ProblemType.CONFLICT, "The signing secret of " + endpointId + " was encrypted with another key than"
                + " CARILLON_SECRETS_KEY. Configure that key, or rotate the secret.");
    }
}
