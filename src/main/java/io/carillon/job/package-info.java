/**
 * Work on many rows, in the background and page by page. Comes in: a job with its selection. Goes out: its pages, to the {@link
 * io.carillon.job.JobWork} of its kind, on one node at a time. Must not be here: what is done with a row.
 */
package io.carillon.job;
