package io.carillon.benchmark;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A resource that reads what is posted, does nothing and answers 202: what JAX-RS itself costs on the same server. */
@Path("changes")
public class NoOp {

    static final String PATH = "/noop/api/changes";
    private static final String ANSWER = "{\"accepted\":1,\"ids\":[\"ch_01a1ff6fbd6e8cab82ba013ec562b53e\"]}";

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response accept(byte[] body) {
        return Response.accepted(ANSWER).build();
    }

    /** Its application. */
    @ApplicationPath("api")
    public static class Root extends Application {
    }
}
