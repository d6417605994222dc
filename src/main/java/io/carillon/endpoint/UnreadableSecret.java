package io.carillon.endpoint;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;

/**
 * A secret of an endpoint cannot be decrypted, because this installation has another
 * key. A request ends with 409; an attempt has an outcome of its own. One rotation gives the endpoint a secret or a key that
 * can be used; everything else must be written again.
 */
public class UnreadableSecret extends ProblemException {

    private static final long serialVersionUID = 1L;

    private UnreadableSecret(String detail) {
        super(ProblemType.CONFLICT, detail);
    }

    static UnreadableSecret ofSigning(String endpointId) {
        return new UnreadableSecret("The signing secret of " + endpointId + " was encrypted with another key than"
                + " CARILLON_SECRETS_KEY. Configure that key, or rotate the secret.");
    }

    static UnreadableSecret ofKey(String endpointId) {
        return new UnreadableSecret("The signing key of " + endpointId + " was encrypted with another key than"
                + " CARILLON_SECRETS_KEY. Configure that key, or rotate the signing key.");
    }

    static UnreadableSecret ofAccess(String endpointId) {
        return new UnreadableSecret("What opens the receiver of " + endpointId + " was encrypted with another key than"
                + " CARILLON_SECRETS_KEY. Configure that key, or write the authentication and the client certificate again.");
    }

    static UnreadableSecret ofHeaders(String endpointId) {
        return new UnreadableSecret("The headers of " + endpointId + " were encrypted with another key than"
                + " CARILLON_SECRETS_KEY. Configure that key, or write the headers again.");
    }
}
