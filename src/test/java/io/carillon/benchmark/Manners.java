package io.carillon.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** How a hostile receiver treats a request. */
enum Manners {

    /** Takes the request and says nothing. */
    BLACK_HOLE {
        @Override
        void answer(HttpServerRequest request, Vertx vertx) {
            request.body();
        }
    },
    /** Answers a byte each second, without an end. */
    DRIP {
        @Override
        void answer(HttpServerRequest request, Vertx vertx) {
            request.response().setChunked(true).write(".");
            long timer = vertx.setPeriodic(Duration.ofSeconds(1).toMillis(), id -> request.response().write("."));
            request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        }
    },
    /** Answers 500 at once. */
    ERROR {
        @Override
        void answer(HttpServerRequest request, Vertx vertx) {
            request.response().setStatusCode(500).end();
        }
    };

    abstract void answer(HttpServerRequest request, Vertx vertx);
}
