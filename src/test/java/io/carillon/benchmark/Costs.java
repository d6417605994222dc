package io.carillon.benchmark;

/**
 * What one unit cost.
 *
 * @param serviceMicros   processor time of the service
 * @param databaseMicros  of PostgreSQL; 0 where the database is in the service
 * @param statements      SQL statements, begin and commit included; null where they are not counted
 * @param logBytes        bytes of PostgreSQL's write-ahead log; null where there is none
 */
record Costs(double serviceMicros, double databaseMicros, Double statements, Double logBytes) {

    double micros() {
        return serviceMicros + databaseMicros;
    }
}
